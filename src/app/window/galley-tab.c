/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-tab.h"

#include "app/words/galley-words.h"

#include <glib/gi18n.h>

struct _GalleyTab
{
  AdwBin parent_instance;

  /* owned */
  GalleyManuscript *manuscript; /* NULL: none, or still expected */
  char *id;                     /* NULL: no article */
  char *headline;               /* as the manuscript has it, or as was said; NULL: not known yet */
  char *trouble;                /* in words; NULL: nothing is amiss */
  GCancellable *opening;        /* NULL: nothing is being opened */

  /* borrowed */
  GalleyEditorPage *editor; /* the child */
};

G_DEFINE_FINAL_TYPE (GalleyTab, galley_tab, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_TOOLTIP,
  PROP_MARK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_OPENED,
  SIGNAL_FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- what stands on it ------------------------------------------------------------------------------------------- */

static const char *
get_title (GalleyTab *self)
{
  if (self->id == NULL)
    return _ ("No Article Open");
  if (self->headline == NULL)
    return "";
  return *self->headline != '\0' ? self->headline : _ ("No Headline");
}

static char *
make_tooltip (GalleyTab *self)
{
  if (self->trouble == NULL)
    return g_markup_escape_text (get_title (self), -1);
  return g_markup_printf_escaped ("%s\n%s", get_title (self), self->trouble);
}

static void
set_headline (GalleyTab  *self,
              const char *headline)
{
  if (self->headline != NULL && g_strcmp0 (self->headline, headline) == 0)
    return;
  g_free (self->headline);
  self->headline = g_strdup (headline);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOLTIP]);
}

static void
take_trouble (GalleyTab *self,
              char      *trouble)
{
  gboolean differs = g_strcmp0 (self->trouble, trouble) != 0;

  g_free (self->trouble);
  self->trouble = trouble;
  if (!differs)
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MARK]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOLTIP]);
}

static void
update_headline (GalleyTab *self)
{
  set_headline (self,
                galley_article_get_field (galley_manuscript_get_article (self->manuscript), GALLEY_FIELD_HEADLINE));
}

/* Half a second between a key and the disk is no trouble; a save that failed is, also while it is tried again. */
static void
update_trouble (GalleyTab *self)
{
  GalleyAutosaver *autosaver = galley_manuscript_get_autosaver (self->manuscript);
  GalleySaveStatus status = galley_autosaver_get_status (autosaver);

  if (galley_manuscript_get_theirs (self->manuscript) != NULL)
    take_trouble (self, g_strdup (_ ("Somebody else changed the same words")));
  else if (status == GALLEY_SAVE_FAILED)
    take_trouble (self, galley_words_for_save (status, galley_autosaver_get_error (autosaver)));
  else if (status == GALLEY_SAVE_CLEAN)
    take_trouble (self, NULL);
}

/* --- the article ------------------------------------------------------------------------------------------------- */

static void
stop_opening (GalleyTab *self)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
}

static void
unwatch (GalleyTab *self)
{
  g_signal_handlers_disconnect_by_data (self->manuscript, self);
  g_signal_handlers_disconnect_by_data (galley_manuscript_get_article (self->manuscript), self);
  g_signal_handlers_disconnect_by_data (galley_manuscript_get_autosaver (self->manuscript), self);
}

static void
watch (GalleyTab *self)
{
  g_signal_connect_swapped (self->manuscript, "record-changed", G_CALLBACK (update_trouble), self);
  g_signal_connect_swapped (galley_manuscript_get_article (self->manuscript), "field-changed",
                            G_CALLBACK (update_headline), self);
  g_signal_connect_swapped (galley_manuscript_get_autosaver (self->manuscript), "changed",
                            G_CALLBACK (update_trouble), self);
}

void
galley_tab_set_manuscript (GalleyTab        *self,
                           GalleyWorkspace  *workspace,
                           GalleyManuscript *manuscript)
{
  g_return_if_fail (GALLEY_IS_TAB (self));
  g_return_if_fail (manuscript == NULL || self->editor != NULL);

  stop_opening (self);
  if (self->manuscript != NULL)
    {
      unwatch (self);
      galley_manuscript_save_caret (self->manuscript);
    }
  g_set_object (&self->manuscript, manuscript);
  g_clear_pointer (&self->id, g_free);
  if (self->editor != NULL)
    galley_editor_page_set_manuscript (self->editor, workspace, manuscript);
  if (manuscript == NULL)
    {
      set_headline (self, NULL);
      take_trouble (self, NULL);
      return;
    }
  self->id = g_strdup (galley_article_get_id (galley_manuscript_get_article (manuscript)));
  watch (self);
  update_headline (self);
  update_trouble (self);
}

void
galley_tab_expect (GalleyTab  *self,
                   const char *id,
                   const char *headline)
{
  g_return_if_fail (GALLEY_IS_TAB (self));
  g_return_if_fail (id != NULL);

  if (self->manuscript != NULL)
    return; /* it has come meanwhile, and says more */
  g_free (self->id);
  self->id = g_strdup (id);
  set_headline (self, headline);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyTab) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyManuscript) manuscript =
      galley_workspace_open_article_finish (GALLEY_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->opening);
  if (manuscript == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
      return;
    }
  galley_tab_set_manuscript (self, GALLEY_WORKSPACE (source), manuscript);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, manuscript);
}

void
galley_tab_look (GalleyTab       *self,
                 GalleyWorkspace *workspace)
{
  g_return_if_fail (GALLEY_IS_TAB (self));
  g_return_if_fail (workspace == NULL || GALLEY_IS_WORKSPACE (workspace));

  if (self->editor == NULL)
    {
      self->editor = GALLEY_EDITOR_PAGE (galley_editor_page_new ());
      galley_editor_page_set_is_current (self->editor, FALSE);
      adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->editor));
    }
  if (workspace == NULL || self->id == NULL || self->manuscript != NULL || self->opening != NULL)
    return;
  self->opening = g_cancellable_new ();
  galley_workspace_open_article_async (workspace, self->id, self->opening, opened_cb, g_object_ref (self));
}

void
galley_tab_set_is_current (GalleyTab *self,
                           gboolean   is_current)
{
  g_return_if_fail (GALLEY_IS_TAB (self));
  g_return_if_fail (self->editor != NULL);

  galley_editor_page_set_is_current (self->editor, is_current);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, !is_current, -1);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_tab_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  GalleyTab *self = GALLEY_TAB (object);

  switch (property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, get_title (self));
      break;
    case PROP_TOOLTIP:
      g_value_take_string (value, make_tooltip (self));
      break;
    case PROP_MARK:
      if (self->trouble != NULL)
        g_value_take_object (value, g_themed_icon_new ("dialog-warning-symbolic"));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
galley_tab_dispose (GObject *object)
{
  GalleyTab *self = GALLEY_TAB (object);

  stop_opening (self);
  if (self->manuscript != NULL)
    galley_tab_set_manuscript (self, NULL, NULL);
  self->editor = NULL;

  G_OBJECT_CLASS (galley_tab_parent_class)->dispose (object);
}

static void
galley_tab_finalize (GObject *object)
{
  GalleyTab *self = GALLEY_TAB (object);

  g_free (self->id);
  g_free (self->headline);
  g_free (self->trouble);

  G_OBJECT_CLASS (galley_tab_parent_class)->finalize (object);
}

static void
galley_tab_class_init (GalleyTabClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = galley_tab_get_property;
  object_class->dispose = galley_tab_dispose;
  object_class->finalize = galley_tab_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_TOOLTIP] = g_param_spec_string ("tooltip", NULL, NULL, "", flags);
  properties[PROP_MARK] = g_param_spec_object ("mark", NULL, NULL, G_TYPE_ICON, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         GALLEY_TYPE_MANUSCRIPT);
  signals[SIGNAL_FAILED] =
      g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
galley_tab_init (GalleyTab *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
}

GalleyTab *
galley_tab_new (void)
{
  return g_object_new (GALLEY_TYPE_TAB, NULL);
}

GalleyEditorPage *
galley_tab_get_editor (GalleyTab *self)
{
  g_return_val_if_fail (GALLEY_IS_TAB (self), NULL);

  return self->editor;
}

GalleyManuscript *
galley_tab_get_manuscript (GalleyTab *self)
{
  g_return_val_if_fail (GALLEY_IS_TAB (self), NULL);

  return self->manuscript;
}

const char *
galley_tab_get_article (GalleyTab *self)
{
  g_return_val_if_fail (GALLEY_IS_TAB (self), NULL);

  return self->id;
}
