/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-slot-dragging.h"

#include "app/preview/galley-dragged-article.h"

struct _GalleySlotDragging
{
  GObject parent_instance;

  /* owned */
  GtkWidget *holder;
  GalleyPreviewEngine *engine;
  GHashTable *targets; /* (nullable) */
  GHashTable *names;   /* (nullable) of the slots by id */
  char *grabbed;       /* (nullable) the article under the pointer that was pressed */
  char *grabbed_slot;  /* (nullable) */
  char *held;          /* (nullable) the article that was let go, until the page says where */
  char *held_slot;     /* (nullable) */

  /* borrowed: the holder's */
  GtkEventController *press;
  GtkEventController *source;
  GtkEventController *target;
};

G_DEFINE_FINAL_TYPE (GalleySlotDragging, galley_slot_dragging, G_TYPE_OBJECT)

enum
{
  PUT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- what the page says ------------------------------------------------------------------------------------------ */

/* The article whose row leads to @address, which may be a page of the preview's own. Lent. (nullable) */
static const char *
find_article (GalleySlotDragging *self,
              const char         *address)
{
  const char *target = address;

  if (address == NULL || self->targets == NULL)
    return NULL;
  if (g_str_has_prefix (address, GALLEY_PREVIEW_SCHEME "://"))
    target = strchr (address + strlen (GALLEY_PREVIEW_SCHEME "://"), '/');
  return target != NULL ? g_hash_table_lookup (self->targets, target) : NULL;
}

static void
row_grabbed_cb (GalleySlotDragging *self,
                const char         *slot,
                const char         *address)
{
  g_free (self->grabbed);
  g_free (self->grabbed_slot);
  self->grabbed = g_strdup (find_article (self, address));
  self->grabbed_slot = g_strdup (slot);
}

static void
slot_reached_cb (GalleySlotDragging *self,
                 const char         *slot,
                 const char         *address)
{
  g_autofree char *article = g_steal_pointer (&self->held);
  g_autofree char *from = g_steal_pointer (&self->held_slot);

  if (article != NULL && slot != NULL)
    g_signal_emit (self, signals[PUT], 0, article, from, slot, find_article (self, address));
}

/* --- out of the page --------------------------------------------------------------------------------------------- */

/* Until the page has said otherwise nothing is under the pointer. */
static void
pressed_cb (GalleySlotDragging *self)
{
  g_clear_pointer (&self->grabbed, g_free);
  g_clear_pointer (&self->grabbed_slot, g_free);
}

static GdkContentProvider *
prepare_cb (GalleySlotDragging *self)
{
  return self->grabbed != NULL ? galley_dragged_article_provide (self->grabbed, self->grabbed_slot) : NULL;
}

/* --- into the page ----------------------------------------------------------------------------------------------- */

static gboolean
accept_cb (GalleySlotDragging *self,
           GdkDrop            *drop)
{
  return self->names != NULL && gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GALLEY_TYPE_DRAGGED_ARTICLE);
}

/* From the holder's pixels to the view's. */
static void
translate (GalleySlotDragging *self,
           double             *x,
           double             *y)
{
  gtk_widget_translate_coordinates (self->holder, galley_preview_engine_get_view (self->engine), *x, *y, x, y);
}

static GdkDragAction
enter_cb (GalleySlotDragging *self)
{
  galley_preview_engine_show_slots (self->engine, self->names);
  return GDK_ACTION_COPY;
}

static GdkDragAction
motion_cb (GalleySlotDragging *self,
           double              x,
           double              y)
{
  translate (self, &x, &y);
  galley_preview_engine_hold (self->engine, x, y);
  return GDK_ACTION_COPY;
}

static void
leave_cb (GalleySlotDragging *self)
{
  galley_preview_engine_show_slots (self->engine, NULL);
}

static gboolean
drop_cb (GalleySlotDragging *self,
         const GValue       *value,
         double              x,
         double              y)
{
  const GalleyDraggedArticle *dragged = g_value_get_boxed (value);

  g_free (self->held);
  g_free (self->held_slot);
  self->held = g_strdup (dragged->article);
  self->held_slot = g_strdup (dragged->slot);
  translate (self, &x, &y);
  galley_preview_engine_drop (self->engine, x, y);
  galley_preview_engine_show_slots (self->engine, NULL);
  return TRUE;
}

/* --- the class --------------------------------------------------------------------------------------------------- */

static void
galley_slot_dragging_dispose (GObject *object)
{
  GalleySlotDragging *self = GALLEY_SLOT_DRAGGING (object);
  GtkEventController *controllers[] = { self->press, self->source, self->target };

  if (self->holder != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (controllers); i++)
      {
        g_signal_handlers_disconnect_by_data (controllers[i], self);
        gtk_widget_remove_controller (self->holder, controllers[i]);
      }
  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (self->engine, self);
  g_clear_object (&self->holder);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->targets, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);

  G_OBJECT_CLASS (galley_slot_dragging_parent_class)->dispose (object);
}

static void
galley_slot_dragging_finalize (GObject *object)
{
  GalleySlotDragging *self = GALLEY_SLOT_DRAGGING (object);

  g_free (self->grabbed);
  g_free (self->grabbed_slot);
  g_free (self->held);
  g_free (self->held_slot);

  G_OBJECT_CLASS (galley_slot_dragging_parent_class)->finalize (object);
}

static void
galley_slot_dragging_class_init (GalleySlotDraggingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_slot_dragging_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_slot_dragging_finalize;

  signals[PUT] = g_signal_new ("put", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                               G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
galley_slot_dragging_init (GalleySlotDragging *self)
{
}

/* The view inside takes every press and every drop for its own: this is asked before it. */
static GtkEventController *
add_controller (GalleySlotDragging *self,
                gpointer            controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->holder, controller);
  return controller;
}

GalleySlotDragging *
galley_slot_dragging_new (GtkWidget           *holder,
                          GalleyPreviewEngine *engine)
{
  GalleySlotDragging *self;

  g_return_val_if_fail (GTK_IS_WIDGET (holder), NULL);
  g_return_val_if_fail (GALLEY_IS_PREVIEW_ENGINE (engine), NULL);

  self = g_object_new (GALLEY_TYPE_SLOT_DRAGGING, NULL);
  self->holder = g_object_ref (holder);
  self->engine = g_object_ref (engine);
  g_signal_connect_swapped (engine, "row-grabbed", G_CALLBACK (row_grabbed_cb), self);
  g_signal_connect_swapped (engine, "slot-reached", G_CALLBACK (slot_reached_cb), self);

  self->press = add_controller (self, gtk_gesture_click_new ());
  g_signal_connect_swapped (self->press, "pressed", G_CALLBACK (pressed_cb), self);
  self->source = add_controller (self, gtk_drag_source_new ());
  g_signal_connect_swapped (self->source, "prepare", G_CALLBACK (prepare_cb), self);
  self->target = add_controller (self, gtk_drop_target_new (GALLEY_TYPE_DRAGGED_ARTICLE, GDK_ACTION_COPY));
  g_signal_connect_swapped (self->target, "accept", G_CALLBACK (accept_cb), self);
  g_signal_connect_swapped (self->target, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (self->target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (self->target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (self->target, "drop", G_CALLBACK (drop_cb), self);
  return self;
}

void
galley_slot_dragging_set_page (GalleySlotDragging *self,
                               GalleySite         *site,
                               GHashTable         *targets)
{
  const GalleySlot *slots;
  guint n_slots;

  g_return_if_fail (GALLEY_IS_SLOT_DRAGGING (self));

  g_clear_pointer (&self->targets, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  if (targets == NULL)
    return;
  self->targets = g_hash_table_ref (targets);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  slots = galley_site_get_slots (site, &n_slots);
  for (guint i = 0; i < n_slots; i++)
    g_hash_table_insert (self->names, g_strdup (slots[i].id), g_strdup (slots[i].name));
}
