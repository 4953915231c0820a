/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fields/galley-details-panel.h"

#include "app/base/galley-choice-row.h"
#include "app/base/galley-entry-row.h"
#include "app/base/galley-text-guard.h"
#include "app/fields/galley-cell-counter.h"
#include "app/fields/galley-channels-row.h"
#include "app/fields/galley-field-binding.h"
#include "app/fields/galley-field-choice.h"
#include "app/fields/galley-picture-row.h"
#include "app/fields/galley-tag-entry.h"
#include "app/words/galley-words.h"
#include "core/model/galley-kind.h"

#include <glib/gi18n.h>

/* What lists have room for, where the site does not say. */
#define SUMMARY_CELLS 100

/* In the order of the choices in the .ui. */
static const char *const origins[] = { "original", "reprint", "agency", "contributed" };
#define REPRINT 1

struct _GalleyDetailsPanel
{
  GtkWidget parent_instance;

  /* template widgets */
  AdwComboRow *channel_row;
  GalleyChannelsRow *channels_row;
  AdwComboRow *topic_row;
  GalleyTagEntry *tags;
  AdwComboRow *kind_row;
  AdwEntryRow *link_row;
  GalleyPictureRow *lead_picture_row;
  GalleyPictureRow *focus_picture_row;
  AdwEntryRow *source_row;
  AdwEntryRow *bylines_row;
  AdwEntryRow *editor_row;
  AdwComboRow *origin_row;
  AdwEntryRow *original_headline_row;
  AdwEntryRow *original_author_row;
  AdwEntryRow *original_uri_row;
  AdwEntryRow *short_headline_row;
  GalleyCellCounter *short_headline_counter;
  GtkTextView *summary;
  GalleyCellCounter *summary_counter;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript; /* NULL: nothing is shown */
  GPtrArray *bindings;          /* (element-type GalleyFieldBinding) */
  GPtrArray *channels;          /* (element-type utf8) ids in the order of the choices, "" first */
  GArray *channel_depths;       /* (element-type guint) */
  GPtrArray *topics;            /* (element-type utf8) */
  GPtrArray *kinds;             /* (element-type utf8) their names (galley-kind.h) */

  gboolean is_following; /* choices are being set to what the article says */
};

G_DEFINE_FINAL_TYPE (GalleyDetailsPanel, galley_details_panel, GTK_TYPE_WIDGET)

static GalleyArticle *
get_article (GalleyDetailsPanel *self)
{
  return self->manuscript != NULL ? galley_manuscript_get_article (self->manuscript) : NULL;
}

static const char *
get_field (GalleyDetailsPanel *self,
           GalleyField         field)
{
  return self->manuscript != NULL ? galley_article_get_field (get_article (self), field) : "";
}

static void
choose_field (GalleyDetailsPanel *self,
              GalleyField         field,
              const char         *value)
{
  if (self->manuscript != NULL && !self->is_following)
    galley_field_choice_set (self->manuscript, field, value);
}

/* --- choices ----------------------------------------------------------------------------------------------------- */

/* A channel or topic that the site no longer has stays what it is, until another one is chosen. */
static guint
find_or_add (GPtrArray     *ids,
             GtkStringList *names,
             const char    *id)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &index))
    return index;
  g_ptr_array_add (ids, g_strdup (id));
  gtk_string_list_append (names, id);
  return ids->len - 1;
}

static void
choose (GalleyDetailsPanel *self,
        AdwComboRow        *row,
        GPtrArray          *ids,
        const char         *id)
{
  self->is_following = TRUE;
  adw_combo_row_set_selected (row, find_or_add (ids, GTK_STRING_LIST (adw_combo_row_get_model (row)), id));
  self->is_following = FALSE;
}

static void
channel_selected_cb (GalleyDetailsPanel *self)
{
  guint selected = adw_combo_row_get_selected (self->channel_row);

  if (selected < self->channels->len)
    choose_field (self, GALLEY_FIELD_CHANNEL, g_ptr_array_index (self->channels, selected));
}

static void
topic_selected_cb (GalleyDetailsPanel *self)
{
  guint selected = adw_combo_row_get_selected (self->topic_row);

  if (selected < self->topics->len)
    choose_field (self, GALLEY_FIELD_TOPIC, g_ptr_array_index (self->topics, selected));
}

static void
kind_selected_cb (GalleyDetailsPanel *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);

  if (selected < self->kinds->len)
    choose_field (self, GALLEY_FIELD_KIND, g_ptr_array_index (self->kinds, selected));
}

static void
origin_selected_cb (GalleyDetailsPanel *self)
{
  guint selected = adw_combo_row_get_selected (self->origin_row);

  /* "" says original too: it is not rewritten without need. */
  if (selected < G_N_ELEMENTS (origins) &&
      !(selected == 0 && *get_field (self, GALLEY_FIELD_ORIGIN) == '\0'))
    choose_field (self, GALLEY_FIELD_ORIGIN, origins[selected]);
}

static void
setup_channel_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *item,
                  gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_channel_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 GalleyDetailsPanel       *self)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  guint position = gtk_list_item_get_position (item);
  guint depth = position < self->channel_depths->len ? g_array_index (self->channel_depths, guint, position) : 0;
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (label), name);
  /* The list's own row around it has the focus; GTK 4.8 gives it no words. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_margin_start (label, 18 * depth);
}

static void
add_choice (GPtrArray     *ids,
            GtkStringList *names,
            const char    *id,
            const char    *name)
{
  g_ptr_array_add (ids, g_strdup (id));
  gtk_string_list_append (names, name);
}

static void
fill_channels (GalleyDetailsPanel *self,
               GalleySite         *site)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_channels = 0, depth = 0;
  const GalleyChannel *channels = galley_site_get_channels (site, &n_channels);

  g_ptr_array_set_size (self->channels, 0);
  g_array_set_size (self->channel_depths, 0);
  /* Translators: no channel was chosen yet. */
  add_choice (self->channels, names, "", _ ("None"));
  g_array_append_val (self->channel_depths, depth);
  for (guint i = 0; i < n_channels; i++)
    {
      add_choice (self->channels, names, channels[i].id, channels[i].name);
      g_array_append_val (self->channel_depths, channels[i].depth);
    }
  adw_combo_row_set_model (self->channel_row, G_LIST_MODEL (names));
}

static void
fill_topics (GalleyDetailsPanel *self,
             GalleySite         *site)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_topics = 0;
  const GalleyTopic *topics = galley_site_get_topics (site, &n_topics);

  g_ptr_array_set_size (self->topics, 0);
  add_choice (self->topics, names, "", _ ("None"));
  for (guint i = 0; i < n_topics; i++)
    add_choice (self->topics, names, topics[i].id, topics[i].name);
  adw_combo_row_set_model (self->topic_row, G_LIST_MODEL (names));
}

static void
fill_kinds (GalleyDetailsPanel *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (GalleyKind kind = 0; kind < GALLEY_N_KINDS; kind++)
    add_choice (self->kinds, names, galley_kind_get_name (kind), galley_words_for_kind (kind));
  self->is_following = TRUE;
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (names));
  self->is_following = FALSE;
}

/* --- following --------------------------------------------------------------------------------------------------- */

static void
show_origin (GalleyDetailsPanel *self)
{
  const char *origin = get_field (self, GALLEY_FIELD_ORIGIN);
  guint selected = 0;
  gboolean is_reprint;

  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    if (g_str_equal (origins[i], origin))
      selected = i;
  self->is_following = TRUE;
  adw_combo_row_set_selected (self->origin_row, selected);
  self->is_following = FALSE;

  is_reprint = selected == REPRINT;
  gtk_widget_set_visible (GTK_WIDGET (self->original_headline_row), is_reprint);
  gtk_widget_set_visible (GTK_WIDGET (self->original_author_row), is_reprint);
  gtk_widget_set_visible (GTK_WIDGET (self->original_uri_row), is_reprint);
}

static void
show_kind (GalleyDetailsPanel *self)
{
  const char *name = get_field (self, GALLEY_FIELD_KIND);
  GalleyKind kind;

  choose (self, self->kind_row, self->kinds, name);
  galley_kind_from_name (name, &kind);
  gtk_widget_set_visible (GTK_WIDGET (self->link_row), kind == GALLEY_KIND_LINK);
}

static void
field_changed_cb (GalleyDetailsPanel *self,
                  guint               field)
{
  if (field == GALLEY_FIELD_CHANNEL)
    choose (self, self->channel_row, self->channels, get_field (self, GALLEY_FIELD_CHANNEL));
  else if (field == GALLEY_FIELD_TOPIC)
    choose (self, self->topic_row, self->topics, get_field (self, GALLEY_FIELD_TOPIC));
  else if (field == GALLEY_FIELD_ORIGIN)
    show_origin (self);
  else if (field == GALLEY_FIELD_KIND)
    show_kind (self);
  else if (field == GALLEY_FIELD_SHORT_HEADLINE)
    galley_cell_counter_set_text (self->short_headline_counter, get_field (self, GALLEY_FIELD_SHORT_HEADLINE));
  else if (field == GALLEY_FIELD_SUMMARY)
    galley_cell_counter_set_text (self->summary_counter, get_field (self, GALLEY_FIELD_SUMMARY));
}

static void
update_editable (GalleyDetailsPanel *self)
{
  AdwEntryRow *entries[] = {
    self->source_row,          self->bylines_row,      self->editor_row,         self->original_headline_row,
    self->original_author_row, self->original_uri_row, self->short_headline_row, self->link_row,
  };
  gboolean may_edit = self->manuscript != NULL && galley_manuscript_may_edit (self->manuscript);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_editable_set_editable (GTK_EDITABLE (entries[i]), may_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->channel_row), may_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->topic_row), may_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->origin_row), may_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_row), may_edit);
  galley_channels_row_set_editable (self->channels_row, may_edit);
  galley_picture_row_set_editable (self->lead_picture_row, may_edit);
  galley_picture_row_set_editable (self->focus_picture_row, may_edit);
  gtk_text_view_set_editable (self->summary, may_edit);
  galley_tag_entry_set_editable (self->tags, may_edit);
}

static void
layout_changed_cb (GalleyDetailsPanel *self)
{
  GalleySite *site = galley_layout_get_site (galley_workspace_get_layout (self->workspace));
  guint summary_limit = galley_site_get_limit (site, GALLEY_FIELD_SUMMARY);

  self->is_following = TRUE;
  fill_channels (self, site);
  fill_topics (self, site);
  self->is_following = FALSE;
  galley_cell_counter_set_limit (self->short_headline_counter,
                                 galley_site_get_limit (site, GALLEY_FIELD_SHORT_HEADLINE));
  galley_cell_counter_set_limit (self->summary_counter, summary_limit > 0 ? summary_limit : SUMMARY_CELLS);
  field_changed_cb (self, GALLEY_FIELD_CHANNEL);
  field_changed_cb (self, GALLEY_FIELD_TOPIC);
  update_editable (self);
}

static void
unwatch (GalleyDetailsPanel *self)
{
  g_signal_handlers_disconnect_by_data (self->manuscript, self);
  g_signal_handlers_disconnect_by_data (get_article (self), self);
  g_signal_handlers_disconnect_by_data (self->workspace, self);
}

static void
watch (GalleyDetailsPanel *self)
{
  g_signal_connect_swapped (self->manuscript, "record-changed", G_CALLBACK (update_editable), self);
  g_signal_connect_swapped (get_article (self), "state-changed", G_CALLBACK (update_editable), self);
  g_signal_connect_swapped (get_article (self), "field-changed", G_CALLBACK (field_changed_cb), self);
  g_signal_connect_swapped (self->workspace, "layout-changed", G_CALLBACK (layout_changed_cb), self);
  g_signal_connect_swapped (self->workspace, "user-changed", G_CALLBACK (update_editable), self);
}

void
galley_details_panel_set_manuscript (GalleyDetailsPanel *self,
                                     GalleyWorkspace    *workspace,
                                     GalleyManuscript   *manuscript)
{
  GalleyArticle *article;

  g_return_if_fail (GALLEY_IS_DETAILS_PANEL (self));
  g_return_if_fail (manuscript == NULL || GALLEY_IS_WORKSPACE (workspace));

  if (self->manuscript == manuscript)
    return;
  if (self->manuscript != NULL)
    unwatch (self);
  g_set_object (&self->manuscript, manuscript);
  g_clear_object (&self->workspace);
  if (manuscript != NULL)
    self->workspace = g_object_ref (workspace);

  article = get_article (self);
  for (guint i = 0; i < self->bindings->len; i++)
    galley_field_binding_set_article (g_ptr_array_index (self->bindings, i), article);
  galley_tag_entry_set_article (self->tags, self->workspace, article);
  galley_channels_row_set_manuscript (self->channels_row, self->workspace, manuscript);
  galley_picture_row_set_manuscript (self->lead_picture_row, self->workspace, manuscript);
  galley_picture_row_set_manuscript (self->focus_picture_row, self->workspace, manuscript);
  show_origin (self);
  show_kind (self);
  field_changed_cb (self, GALLEY_FIELD_SHORT_HEADLINE);
  field_changed_cb (self, GALLEY_FIELD_SUMMARY);
  if (manuscript != NULL)
    {
      watch (self);
      layout_changed_cb (self);
    }
  else
    {
      update_editable (self);
    }
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_details_panel_dispose (GObject *object)
{
  GalleyDetailsPanel *self = GALLEY_DETAILS_PANEL (object);
  GtkWidget *child;

  if (self->manuscript != NULL)
    galley_details_panel_set_manuscript (self, NULL, NULL);
  g_ptr_array_set_size (self->bindings, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_details_panel_parent_class)->dispose (object);
}

static void
galley_details_panel_finalize (GObject *object)
{
  GalleyDetailsPanel *self = GALLEY_DETAILS_PANEL (object);

  g_ptr_array_unref (self->bindings);
  g_ptr_array_unref (self->channels);
  g_array_unref (self->channel_depths);
  g_ptr_array_unref (self->topics);
  g_ptr_array_unref (self->kinds);

  G_OBJECT_CLASS (galley_details_panel_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GalleyDetailsPanel, name)

static void
galley_details_panel_class_init (GalleyDetailsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_details_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_details_panel_finalize;

  g_type_ensure (GALLEY_TYPE_CELL_COUNTER);
  g_type_ensure (GALLEY_TYPE_CHANNELS_ROW);
  g_type_ensure (GALLEY_TYPE_PICTURE_ROW);
  g_type_ensure (GALLEY_TYPE_TAG_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/fields/galley-details-panel.ui");
  BIND (channel_row);
  BIND (channels_row);
  BIND (topic_row);
  BIND (tags);
  BIND (kind_row);
  BIND (link_row);
  BIND (lead_picture_row);
  BIND (focus_picture_row);
  BIND (source_row);
  BIND (bylines_row);
  BIND (editor_row);
  BIND (origin_row);
  BIND (original_headline_row);
  BIND (original_author_row);
  BIND (original_uri_row);
  BIND (short_headline_row);
  BIND (short_headline_counter);
  BIND (summary);
  BIND (summary_counter);
  gtk_widget_class_bind_template_callback (widget_class, channel_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, topic_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, origin_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
}

static void
bind_entry (GalleyDetailsPanel *self,
            AdwEntryRow        *row,
            guint               field)
{
  galley_text_guard_install_in_editable (GTK_EDITABLE (row));
  galley_entry_row_name_text (GTK_WIDGET (row));
  adw_entry_row_set_enable_emoji_completion (row, FALSE);
  g_ptr_array_add (self->bindings, galley_field_binding_new (row, field));
}

static void
galley_details_panel_init (GalleyDetailsPanel *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->bindings = g_ptr_array_new_with_free_func (g_object_unref);
  self->channels = g_ptr_array_new_with_free_func (g_free);
  self->channel_depths = g_array_new (FALSE, FALSE, sizeof (guint));
  self->topics = g_ptr_array_new_with_free_func (g_free);
  self->kinds = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_kinds (self);
  galley_picture_row_set_field (self->lead_picture_row, GALLEY_FIELD_LEAD_PICTURE);
  galley_picture_row_set_field (self->focus_picture_row, GALLEY_FIELD_FOCUS_PICTURE);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_channel_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_channel_cb), self, 0);
  adw_combo_row_set_list_factory (self->channel_row, factory);
  galley_choice_row_name_choices (self->topic_row);
  galley_choice_row_name_choices (self->origin_row);
  galley_choice_row_name_choices (self->kind_row);
  galley_choice_row_name_once (self->channel_row);
  galley_choice_row_name_once (self->topic_row);
  galley_choice_row_name_once (self->origin_row);
  galley_choice_row_name_once (self->kind_row);

  bind_entry (self, self->source_row, GALLEY_FIELD_SOURCE);
  bind_entry (self, self->bylines_row, GALLEY_FIELD_BYLINES);
  bind_entry (self, self->editor_row, GALLEY_FIELD_EDITOR);
  bind_entry (self, self->original_headline_row, GALLEY_FIELD_ORIGINAL_HEADLINE);
  bind_entry (self, self->original_author_row, GALLEY_FIELD_ORIGINAL_AUTHOR);
  bind_entry (self, self->original_uri_row, GALLEY_FIELD_ORIGINAL_URI);
  bind_entry (self, self->link_row, GALLEY_FIELD_LINK);
  bind_entry (self, self->short_headline_row, GALLEY_FIELD_SHORT_HEADLINE);
  galley_text_guard_install (GTK_WIDGET (self->summary));
  g_ptr_array_add (self->bindings,
                   galley_field_binding_new (gtk_text_view_get_buffer (self->summary), GALLEY_FIELD_SUMMARY));
  update_editable (self);
}

GtkWidget *
galley_details_panel_new (void)
{
  return g_object_new (GALLEY_TYPE_DETAILS_PANEL, NULL);
}

void
galley_details_panel_finish (GalleyDetailsPanel *self)
{
  g_return_if_fail (GALLEY_IS_DETAILS_PANEL (self));

  galley_tag_entry_finish (self->tags);
}

void
galley_details_panel_focus_tags (GalleyDetailsPanel *self)
{
  g_return_if_fail (GALLEY_IS_DETAILS_PANEL (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->tags));
}

void
galley_details_panel_focus_field (GalleyDetailsPanel *self,
                                  GalleyField         field)
{
  GtkWidget *widget;

  g_return_if_fail (GALLEY_IS_DETAILS_PANEL (self));

  switch (field)
    {
    case GALLEY_FIELD_TOPIC:
      widget = GTK_WIDGET (self->topic_row);
      break;
    case GALLEY_FIELD_SOURCE:
      widget = GTK_WIDGET (self->source_row);
      break;
    case GALLEY_FIELD_EDITOR:
      widget = GTK_WIDGET (self->editor_row);
      break;
    case GALLEY_FIELD_ORIGIN:
      widget = GTK_WIDGET (self->origin_row);
      break;
    case GALLEY_FIELD_ORIGINAL_HEADLINE:
      widget = GTK_WIDGET (self->original_headline_row);
      break;
    case GALLEY_FIELD_KIND:
      widget = GTK_WIDGET (self->kind_row);
      break;
    case GALLEY_FIELD_LINK:
      widget = GTK_WIDGET (self->link_row);
      break;
    case GALLEY_FIELD_SHORT_HEADLINE:
      widget = GTK_WIDGET (self->short_headline_row);
      break;
    case GALLEY_FIELD_SUMMARY:
      widget = GTK_WIDGET (self->summary);
      break;
    case GALLEY_FIELD_LEAD_PICTURE:
      widget = GTK_WIDGET (self->lead_picture_row);
      break;
    case GALLEY_FIELD_FOCUS_PICTURE:
      widget = GTK_WIDGET (self->focus_picture_row);
      break;
    default:
      widget = GTK_WIDGET (self->channel_row);
      break;
    }
  gtk_widget_grab_focus (widget);
}
