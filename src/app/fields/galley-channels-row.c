/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fields/galley-channels-row.h"

#include "app/fields/galley-field-choice.h"

#include <glib/gi18n.h>

struct _GalleyChannelsRow
{
  AdwExpanderRow parent_instance;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript; /* NULL: nothing is shown */
  GPtrArray *choices;           /* (element-type Choice) */

  gboolean is_following; /* ticks are being set to what the article says */
  gboolean is_editable;
};

/* One channel. */
typedef struct
{
  char *id;
  GtkWidget *row;   /* borrowed */
  GtkWidget *check; /* borrowed */
} Choice;

G_DEFINE_FINAL_TYPE (GalleyChannelsRow, galley_channels_row, ADW_TYPE_EXPANDER_ROW)

static void
choice_free (gpointer data)
{
  Choice *self = data;

  g_free (self->id);
  g_free (self);
}

static GalleyArticle *
get_article (GalleyChannelsRow *self)
{
  return galley_manuscript_get_article (self->manuscript);
}

static const char *
get_name (GalleyChannelsRow *self,
          const char        *id)
{
  GalleySite *site = galley_layout_get_site (galley_workspace_get_layout (self->workspace));
  const GalleyChannel *channel = galley_site_get_channel (site, id);

  return channel != NULL ? channel->name : id;
}

/* --- what is chosen ---------------------------------------------------------------------------------------------- */

/* In the site's order; what the site does not have any more stays, behind the others, until its tick is taken away. */
static void
toggled_cb (GalleyChannelsRow *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) chosen = NULL;

  if (self->manuscript == NULL || self->is_following)
    return;
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = self->choices->pdata[i];

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (choice->check)))
        g_strv_builder_add (builder, choice->id);
    }
  chosen = g_strv_builder_end (builder);
  galley_field_choice_set_set (self->manuscript, GALLEY_SET_CHANNELS, (const char *const *) chosen);
}

/* --- following --------------------------------------------------------------------------------------------------- */

static void
add_choice (GalleyChannelsRow *self,
            const char        *id,
            const char        *name,
            guint              depth)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->id = g_strdup (id);
  choice->row = adw_action_row_new ();
  choice->check = gtk_check_button_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (choice->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice->row), name);
  gtk_widget_set_margin_start (choice->check, depth * 18);
  gtk_widget_set_valign (choice->check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (choice->row), choice->check);
  /* That names it by the row's title, too: a name of its own would be told beside it. */
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (choice->row), choice->check);
  g_signal_connect_swapped (choice->check, "toggled", G_CALLBACK (toggled_cb), self);
  /* What is folded away is no stop for Tab; libadwaita 1.2 forgets that. */
  g_object_bind_property (self, "expanded", choice->row, "can-focus", G_BINDING_SYNC_CREATE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), choice->row);
  g_ptr_array_add (self->choices, choice);
}

static gboolean
has_choice (GalleyChannelsRow *self,
            const char        *id)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (g_str_equal (((const Choice *) self->choices->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static void
fill (GalleyChannelsRow *self)
{
  guint n_channels = 0;
  const GalleyChannel *channels =
    galley_site_get_channels (galley_layout_get_site (galley_workspace_get_layout (self->workspace)), &n_channels);

  for (guint i = 0; i < self->choices->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), ((const Choice *) self->choices->pdata[i])->row);
  g_ptr_array_set_size (self->choices, 0);
  for (guint i = 0; i < n_channels; i++)
    add_choice (self, channels[i].id, channels[i].name, channels[i].depth);
}

static void
show (GalleyChannelsRow *self)
{
  const char *const *chosen = galley_article_get_set (get_article (self), GALLEY_SET_CHANNELS);
  const char *main_channel = galley_article_get_field (get_article (self), GALLEY_FIELD_CHANNEL);
  g_autoptr (GString) names = g_string_new (NULL);

  self->is_following = TRUE;
  for (guint i = 0; chosen[i] != NULL; i++)
    {
      if (!has_choice (self, chosen[i]))
        add_choice (self, chosen[i], chosen[i], 0);
      if (names->len > 0)
        /* Translators: between the names of channels. */
        g_string_append (names, _ (", "));
      g_string_append (names, get_name (self, chosen[i]));
    }
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = self->choices->pdata[i];
      gboolean is_chosen = g_strv_contains (chosen, choice->id);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (choice->check), is_chosen);
      /* The main channel is no further one; where it is among them all the same, it can be taken away. */
      gtk_widget_set_sensitive (choice->row, self->is_editable && (is_chosen || !g_str_equal (choice->id, main_channel)));
    }
  self->is_following = FALSE;
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), names->len > 0 ? names->str : _ ("None"));
}

static void
field_changed_cb (GalleyChannelsRow *self,
                  guint              field)
{
  if (field == GALLEY_FIELD_CHANNEL)
    show (self);
}

static void
set_changed_cb (GalleyChannelsRow *self,
                guint              set)
{
  if (set == GALLEY_SET_CHANNELS)
    show (self);
}

static void
layout_changed_cb (GalleyChannelsRow *self)
{
  fill (self);
  show (self);
}

void
galley_channels_row_set_manuscript (GalleyChannelsRow *self,
                                    GalleyWorkspace   *workspace,
                                    GalleyManuscript  *manuscript)
{
  g_return_if_fail (GALLEY_IS_CHANNELS_ROW (self));
  g_return_if_fail (manuscript == NULL || GALLEY_IS_WORKSPACE (workspace));

  if (self->manuscript == manuscript)
    return;
  if (self->manuscript != NULL)
    {
      g_signal_handlers_disconnect_by_data (get_article (self), self);
      g_signal_handlers_disconnect_by_data (self->workspace, self);
    }
  g_set_object (&self->manuscript, manuscript);
  g_clear_object (&self->workspace);
  if (manuscript == NULL)
    return;
  self->workspace = g_object_ref (workspace);
  g_signal_connect_swapped (get_article (self), "field-changed", G_CALLBACK (field_changed_cb), self);
  g_signal_connect_swapped (get_article (self), "set-changed", G_CALLBACK (set_changed_cb), self);
  g_signal_connect_swapped (workspace, "layout-changed", G_CALLBACK (layout_changed_cb), self);
  layout_changed_cb (self);
}

void
galley_channels_row_set_editable (GalleyChannelsRow *self,
                                  gboolean           is_editable)
{
  g_return_if_fail (GALLEY_IS_CHANNELS_ROW (self));

  self->is_editable = is_editable;
  if (self->manuscript != NULL)
    show (self);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_channels_row_dispose (GObject *object)
{
  galley_channels_row_set_manuscript (GALLEY_CHANNELS_ROW (object), NULL, NULL);

  G_OBJECT_CLASS (galley_channels_row_parent_class)->dispose (object);
}

static void
galley_channels_row_finalize (GObject *object)
{
  g_ptr_array_unref (GALLEY_CHANNELS_ROW (object)->choices);

  G_OBJECT_CLASS (galley_channels_row_parent_class)->finalize (object);
}

static void
galley_channels_row_class_init (GalleyChannelsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_channels_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_channels_row_finalize;
}

static void
galley_channels_row_init (GalleyChannelsRow *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}
