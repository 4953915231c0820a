/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-find-bar.h"

#include "app/base/galley-text-guard.h"

#include <glib/gi18n.h>

struct _GalleyFindBar
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkEntry *find_entry;
  GtkLabel *count_label;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkWidget *options_button;
  GtkWidget *replace_row;
  GtkEntry *replace_entry;
  GtkWidget *replace_button;
  GtkWidget *replace_all_button;
  GtkLabel *problem_label;

  /* owned */
  GSimpleActionGroup *options;

  gboolean may_replace;
};

G_DEFINE_FINAL_TYPE (GalleyFindBar, galley_find_bar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_MOVED,
  SIGNAL_REPLACE,
  SIGNAL_REPLACE_ALL,
  SIGNAL_CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- what a person wants ----------------------------------------------------------------------------------------- */

static void
changed_cb (GalleyFindBar *self)
{
  galley_find_bar_show_problem (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
next_cb (GalleyFindBar *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, 1);
}

static void
previous_cb (GalleyFindBar *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, -1);
}

static void
replace_cb (GalleyFindBar *self)
{
  if (gtk_widget_get_sensitive (self->replace_button))
    g_signal_emit (self, signals[SIGNAL_REPLACE], 0);
}

static void
replace_all_cb (GalleyFindBar *self)
{
  g_signal_emit (self, signals[SIGNAL_REPLACE_ALL], 0);
}

static void
close_cb (GalleyFindBar *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

/* An input method's own Escape and Return go before these. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                GalleyFindBar         *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (galley_text_guard_has_preedit (focus) ||
      (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Escape)
    close_cb (self);
  else if (galley_text_guard_is_return (keyval) && (modifiers & GDK_SHIFT_MASK) != 0 && focus != NULL &&
           gtk_widget_is_ancestor (focus, GTK_WIDGET (self->find_entry)))
    previous_cb (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- how it is looked for ---------------------------------------------------------------------------------------- */

static gboolean
get_option (GalleyFindBar *self,
            const char    *name)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->options), name);

  return g_variant_get_boolean (state);
}

static void
option_changed_cb (GSimpleAction *action,
                   GVariant      *state,
                   gpointer       data)
{
  GalleyFindBar *self = GALLEY_FIND_BAR (data);

  g_simple_action_set_state (action, state);
  /* That something is chosen there is seen while the menu is closed. */
  if (galley_find_bar_get_flags (self) != 0 || galley_find_bar_get_is_body_only (self))
    gtk_widget_add_css_class (self->options_button, "chosen");
  else
    gtk_widget_remove_css_class (self->options_button, "chosen");
  changed_cb (self);
}

static void
add_options (GalleyFindBar *self)
{
  static const GActionEntry entries[] = {
    { .name = "match-case", .state = "false", .change_state = option_changed_cb },
    { .name = "body-only", .state = "false", .change_state = option_changed_cb },
    { .name = "regex", .state = "false", .change_state = option_changed_cb },
  };

  self->options = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->options), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "find", G_ACTION_GROUP (self->options));
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_find_bar_dispose (GObject *object)
{
  GalleyFindBar *self = GALLEY_FIND_BAR (object);
  GtkWidget *child;

  gtk_widget_insert_action_group (GTK_WIDGET (self), "find", NULL);
  g_clear_object (&self->options);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_find_bar_parent_class)->dispose (object);
}

static guint
add_signal (GType       type,
            const char *name)
{
  return g_signal_new (name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GalleyFindBar, name)

static void
galley_find_bar_class_init (GalleyFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_find_bar_dispose;

  signals[SIGNAL_CHANGED] = add_signal (type, "changed");
  signals[SIGNAL_MOVED] =
      g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_REPLACE] = add_signal (type, "replace");
  signals[SIGNAL_REPLACE_ALL] = add_signal (type, "replace-all");
  signals[SIGNAL_CLOSED] = add_signal (type, "closed");

  gtk_widget_class_set_template_from_resource (widget_class, "/org/galleyeditor/Galley/editor/galley-find-bar.ui");
  BIND (find_entry);
  BIND (count_label);
  BIND (previous_button);
  BIND (next_button);
  BIND (options_button);
  BIND (replace_row);
  BIND (replace_entry);
  BIND (replace_button);
  BIND (replace_all_button);
  BIND (problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
galley_find_bar_init (GalleyFindBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  galley_text_guard_install_in_editable (GTK_EDITABLE (self->find_entry));
  galley_text_guard_install_in_editable (GTK_EDITABLE (self->replace_entry));
  add_options (self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* --- what it shows ----------------------------------------------------------------------------------------------- */

void
galley_find_bar_open (GalleyFindBar *self,
                      const char    *text,
                      gboolean       has_replace)
{
  g_return_if_fail (GALLEY_IS_FIND_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (has_replace)
    gtk_widget_set_visible (self->replace_row, TRUE);
  if (text != NULL && !g_str_equal (text, galley_find_bar_get_text (self)))
    gtk_editable_set_text (GTK_EDITABLE (self->find_entry), text);
  else
    changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->find_entry));
}

void
galley_find_bar_close (GalleyFindBar *self)
{
  g_return_if_fail (GALLEY_IS_FIND_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (self->replace_row, FALSE);
  galley_find_bar_show_problem (self, NULL);
}

gboolean
galley_find_bar_get_is_open (GalleyFindBar *self)
{
  g_return_val_if_fail (GALLEY_IS_FIND_BAR (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self));
}

static void
update_sensitive (GalleyFindBar *self,
                  gboolean       has_matches)
{
  gtk_widget_set_sensitive (self->previous_button, has_matches);
  gtk_widget_set_sensitive (self->next_button, has_matches);
  gtk_widget_set_sensitive (self->replace_button, has_matches && self->may_replace);
  gtk_widget_set_sensitive (self->replace_all_button, has_matches && self->may_replace);
  gtk_widget_set_sensitive (GTK_WIDGET (self->replace_entry), self->may_replace);
}

void
galley_find_bar_set_may_replace (GalleyFindBar *self,
                                 gboolean       may_replace)
{
  g_return_if_fail (GALLEY_IS_FIND_BAR (self));

  self->may_replace = may_replace;
  update_sensitive (self, gtk_widget_get_sensitive (self->next_button));
}

const char *
galley_find_bar_get_text (GalleyFindBar *self)
{
  g_return_val_if_fail (GALLEY_IS_FIND_BAR (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->find_entry));
}

const char *
galley_find_bar_get_replacement (GalleyFindBar *self)
{
  g_return_val_if_fail (GALLEY_IS_FIND_BAR (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->replace_entry));
}

GalleyPatternFlags
galley_find_bar_get_flags (GalleyFindBar *self)
{
  g_return_val_if_fail (GALLEY_IS_FIND_BAR (self), 0);

  return (get_option (self, "match-case") ? GALLEY_PATTERN_MATCH_CASE : 0) |
         (get_option (self, "regex") ? GALLEY_PATTERN_REGEX : 0);
}

gboolean
galley_find_bar_get_is_body_only (GalleyFindBar *self)
{
  g_return_val_if_fail (GALLEY_IS_FIND_BAR (self), FALSE);

  return get_option (self, "body-only");
}

static char *
make_count (GalleyFindBar *self,
            guint          n_matches,
            int            current,
            gboolean       is_spent)
{
  if (*galley_find_bar_get_text (self) == '\0')
    return g_strdup ("");
  if (n_matches == 0)
    return g_strdup (_ ("Not found"));
  if (current < 0)
    /* Translators: how many times a word stands in the article. */
    return g_strdup_printf (ngettext ("%'u match", "%'u matches", n_matches), n_matches);
  if (is_spent)
    /* Translators: the second of more matches than are counted: 2 of 10,000+. */
    return g_strdup_printf (_ ("%'d of %'u+"), current + 1, n_matches);
  /* Translators: the second of five matches: 2 of 5. */
  return g_strdup_printf (_ ("%'d of %'u"), current + 1, n_matches);
}

void
galley_find_bar_show_count (GalleyFindBar *self,
                            guint          n_matches,
                            int            current,
                            const char    *place,
                            gboolean       is_spent)
{
  g_autofree char *count = NULL;
  g_autofree char *with_place = NULL;

  g_return_if_fail (GALLEY_IS_FIND_BAR (self));

  count = make_count (self, n_matches, current, is_spent);
  /* Translators: which match, and the line it is in: 2 of 5 · Headline. */
  with_place = place != NULL ? g_strdup_printf (_ ("%s · %s"), count, place) : g_strdup (count);
  gtk_label_set_text (self->count_label, with_place);
  update_sensitive (self, n_matches > 0);
}

void
galley_find_bar_show_problem (GalleyFindBar *self,
                              const char    *sentence)
{
  g_return_if_fail (GALLEY_IS_FIND_BAR (self));

  gtk_label_set_text (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}
