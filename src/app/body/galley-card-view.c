/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-card-view.h"

#include "app/body/galley-figure-view.h"
#include "app/body/galley-journey-button.h"
#include "app/body/galley-journey-words.h"

#include <glib/gi18n.h>

struct _GalleyCardView
{
  GalleyObjectView parent_instance;

  /* owned */
  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *poster;
  GtkWidget *name;
  GtkWidget *facts;
  GtkWidget *journey;
  GtkWidget *journey_button;
  GalleyEnclosure *enclosure; /* NULL before there is one */

  gboolean is_video;
};

G_DEFINE_FINAL_TYPE (GalleyCardView, galley_card_view, GALLEY_TYPE_OBJECT_VIEW)

/* --- what it shows ----------------------------------------------------------------------------------------------- */

/* NULL: nothing is to be told of it. */
static char *
show_journey (GalleyCardView *self)
{
  GalleyMediaSource *source = galley_object_view_get_source (GALLEY_OBJECT_VIEW (self));
  const char *hash = galley_enclosure_get_hash (self->enclosure);
  GalleyMediaJourney journey = { 0 };
  g_autofree char *path = NULL;

  if (hash != NULL && source != NULL)
    {
      galley_media_source_get_journey (source, hash, galley_enclosure_get_media_type (self->enclosure), &journey);
      path = galley_media_source_dup_path (source, hash);
    }
  galley_journey_button_show_journey (GALLEY_JOURNEY_BUTTON (self->journey_button), source, hash, &journey);
  /* Missing where no server could send it. */
  if (hash != NULL && journey.stage == GALLEY_JOURNEY_OVER && path == NULL)
    journey.stage = GALLEY_JOURNEY_TO_COME;
  return galley_journey_words (&journey);
}

static void
show_facts (GalleyCardView *self)
{
  g_autofree char *facts = NULL;
  g_autofree char *journey = NULL;
  g_autofree char *spoken = NULL;

  if (self->enclosure == NULL)
    return;
  facts = galley_enclosure_dup_facts (self->enclosure);
  journey = show_journey (self);
  gtk_label_set_text (GTK_LABEL (self->facts), facts);
  gtk_label_set_text (GTK_LABEL (self->journey), journey != NULL ? journey : "");
  gtk_widget_set_visible (self->journey, journey != NULL);
  /* Translators: for screen readers: "Attachment: notice.pdf, PDF, 1.2 MB". */
  spoken = g_strdup_printf (self->is_video ? _ ("Video: %s, %s") : _ ("Attachment: %s, %s"),
                            gtk_label_get_text (GTK_LABEL (self->name)), facts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, journey != NULL ? journey : "", -1);
}

static void
show_poster (GalleyCardView *self)
{
  GalleyFigure *poster = galley_enclosure_get_poster (self->enclosure);

  gtk_widget_set_visible (self->poster, poster != NULL);
  gtk_widget_set_visible (self->icon, poster == NULL);
  if (poster != NULL)
    {
      /* In words, or the view would ask for some. */
      g_autoptr (GalleyFigure) named = galley_figure_with_alternative (poster, _ ("Poster"));

      galley_figure_view_set_figure (GALLEY_FIGURE_VIEW (self->poster), named);
    }
}

/* --- as an object of the body ------------------------------------------------------------------------------------ */

static void
galley_card_view_source_changed (GalleyObjectView *view)
{
  GalleyCardView *self = GALLEY_CARD_VIEW (view);

  galley_object_view_set_source (GALLEY_OBJECT_VIEW (self->poster), galley_object_view_get_source (view));
  show_facts (self);
}

static void
galley_card_view_moved (GalleyObjectView *view,
                        const char       *hash)
{
  GalleyCardView *self = GALLEY_CARD_VIEW (view);

  if (self->enclosure != NULL && g_strcmp0 (hash, galley_enclosure_get_hash (self->enclosure)) == 0)
    show_facts (self);
}

static void
galley_card_view_set_block (GalleyObjectView *view,
                            GalleyBlock      *block)
{
  GalleyCardView *self = GALLEY_CARD_VIEW (view);
  GalleyEnclosure *enclosure = galley_block_get_enclosure (block);
  const char *address;

  if (galley_enclosure_equal (self->enclosure, enclosure))
    return;
  g_clear_pointer (&self->enclosure, galley_enclosure_unref);
  self->enclosure = galley_enclosure_ref (enclosure);
  self->is_video = galley_block_get_kind (block) == GALLEY_BLOCK_VIDEO;
  address = galley_enclosure_get_address (enclosure);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                self->is_video ? "galley-video-symbolic" : "galley-attachment-symbolic");
  gtk_label_set_text (GTK_LABEL (self->name), address != NULL ? address : galley_enclosure_get_name (enclosure));
  show_poster (self);
  show_facts (self);
}

static gboolean
galley_card_view_shows (GalleyObjectView *view,
                        GalleyBlock      *block)
{
  return galley_enclosure_equal (GALLEY_CARD_VIEW (view)->enclosure, galley_block_get_enclosure (block));
}

static void
galley_card_view_set_near (GalleyObjectView *view,
                           gboolean          is_near)
{
  galley_object_view_set_near (GALLEY_OBJECT_VIEW (GALLEY_CARD_VIEW (view)->poster), is_near);
}

/* As wide as the column, or as its words need. */
static void
galley_card_view_fit (GalleyObjectView *view,
                      int               room,
                      int               em,
                      GtkAllocation    *place)
{
  int least;

  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  place->x = 0;
  place->width = MAX (room, least);
  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_VERTICAL, place->width, &least, NULL, NULL, NULL);
  place->y = GALLEY_CARD_GAP (em);
  place->height = MAX (GALLEY_CARD_HEIGHT (em), least);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_card_view_dispose (GObject *object)
{
  GalleyCardView *self = GALLEY_CARD_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->enclosure, galley_enclosure_unref);

  G_OBJECT_CLASS (galley_card_view_parent_class)->dispose (object);
}

static void
galley_card_view_class_init (GalleyCardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GalleyObjectViewClass *object_view_class = GALLEY_OBJECT_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_card_view_dispose;
  object_view_class->source_changed = galley_card_view_source_changed;
  object_view_class->arrived = galley_card_view_moved;
  object_view_class->moved = galley_card_view_moved;
  object_view_class->set_block = galley_card_view_set_block;
  object_view_class->shows = galley_card_view_shows;
  object_view_class->set_near = galley_card_view_set_near;
  object_view_class->fit = galley_card_view_fit;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "galley-card");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (GtkWidget         *column,
           PangoEllipsizeMode mode,
           const char        *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), mode);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (column), label);
  return label;
}

static void
galley_card_view_init (GalleyCardView *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->icon = gtk_image_new ();
  gtk_image_set_icon_size (GTK_IMAGE (self->icon), GTK_ICON_SIZE_LARGE);
  gtk_widget_add_css_class (self->icon, "icon");
  gtk_box_append (GTK_BOX (self->box), self->icon);
  self->poster = galley_figure_view_new ();
  gtk_widget_set_can_target (self->poster, FALSE); /* a press on it is one on the card */
  gtk_box_append (GTK_BOX (self->box), self->poster);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (self->box), column);
  self->name = add_label (column, PANGO_ELLIPSIZE_MIDDLE, "name");
  gtk_box_append (GTK_BOX (column), line);
  self->facts = add_label (line, PANGO_ELLIPSIZE_END, "facts");
  self->journey = add_label (line, PANGO_ELLIPSIZE_END, "journey");
  self->journey_button = galley_journey_button_new ();
  gtk_widget_add_css_class (self->journey_button, "galley-small");
  gtk_box_append (GTK_BOX (self->box), self->journey_button);
}

GtkWidget *
galley_card_view_new (void)
{
  return g_object_new (GALLEY_TYPE_CARD_VIEW, NULL);
}

GalleyEnclosure *
galley_card_view_get_enclosure (GalleyCardView *self)
{
  g_return_val_if_fail (GALLEY_IS_CARD_VIEW (self), NULL);

  return self->enclosure;
}
