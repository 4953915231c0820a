/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/galley-notices.h"

#include "core/workspace/galley-attention.h"

#include <glib/gi18n.h>

static const char *const names[GALLEY_N_ATTENTION_KINDS] = {
  [GALLEY_ATTENTION_RETURNED] = "returned",
  [GALLEY_ATTENTION_WAITING] = "waiting",
  [GALLEY_ATTENTION_CONFLICT] = "conflict",
};

static char *
make_title (GalleyAttentionKind kind,
            guint               n)
{
  switch (kind)
    {
    case GALLEY_ATTENTION_RETURNED:
      return g_strdup_printf (ngettext ("%u Article Was Returned to You", "%u Articles Were Returned to You", n), n);
    case GALLEY_ATTENTION_WAITING:
      return g_strdup_printf (ngettext ("%u Article Waits for You", "%u Articles Wait for You", n), n);
    case GALLEY_ATTENTION_CONFLICT:
    default:
      return g_strdup_printf (ngettext ("%u Article Is in Conflict", "%u Articles Are in Conflict", n), n);
    }
}

static void
send (GApplication       *application,
      GalleyAttentionKind kind,
      GPtrArray          *attentions,
      gboolean            is_bare)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *title = NULL;
  const char *article = NULL;
  guint n = 0;

  for (guint i = 0; i < attentions->len; i++)
    {
      const GalleyAttention *attention = g_ptr_array_index (attentions, i);

      if (attention->kind != kind)
        continue;
      if (n++ == 0)
        article = attention->article;
      else
        g_string_append_c (body, '\n');
      g_string_append (body, *attention->headline != '\0' ? attention->headline : _ ("No Headline"));
    }
  if (n == 0)
    return;
  title = make_title (kind, n);
  notification = g_notification_new (title);
  if (!is_bare)
    g_notification_set_body (notification, body->str);
  g_notification_set_default_action_and_target (notification, "app.open-article", "s", article);
  g_application_send_notification (application, names[kind], notification);
}

void
galley_notices_send (GApplication *application,
                     GPtrArray    *attentions,
                     gboolean      is_bare)
{
  g_return_if_fail (G_IS_APPLICATION (application));
  g_return_if_fail (attentions != NULL);

  for (guint kind = 0; kind < GALLEY_N_ATTENTION_KINDS; kind++)
    send (application, kind, attentions, is_bare);
}

void
galley_notices_withdraw (GApplication *application)
{
  g_return_if_fail (G_IS_APPLICATION (application));

  for (guint kind = 0; kind < GALLEY_N_ATTENTION_KINDS; kind++)
    g_application_withdraw_notification (application, names[kind]);
}
