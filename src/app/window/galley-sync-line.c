/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-sync-line.h"

#include "app/words/galley-sync-words.h"

#include <glib/gi18n.h>

struct _GalleySyncLine
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkWidget *dot;
  GtkLabel *label;
  GtkButton *button;

  /* owned */
  GalleyWorkspace *workspace;
};

G_DEFINE_FINAL_TYPE (GalleySyncLine, galley_sync_line, GTK_TYPE_WIDGET)

static gboolean
is_signed_out (GalleyWorkspace *workspace)
{
  GalleySyncEngine *engine = galley_workspace_get_engine (workspace);

  return engine == NULL || galley_sync_engine_get_status (engine) == GALLEY_SYNC_SIGNED_OUT;
}

/* Nothing is wrong with the line: what it carries is what is told. */
static gboolean
is_calm (GalleySyncEngine *engine)
{
  return galley_sync_engine_get_status (engine) == GALLEY_SYNC_IDLE
         || galley_sync_engine_get_status (engine) == GALLEY_SYNC_WORKING;
}

static void
offer (GalleySyncLine *self,
       const char     *label,
       const char     *action)
{
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_widget_show (GTK_WIDGET (self->button));
}

/* The one thing that only a person can do now: sign in, say what shall become of the articles, vouch for the server, look
 * at what it did not take; or what a person may want to: that a large file does not hold the line. */
static void
update_button (GalleySyncLine *self)
{
  const GalleyOutboxFigures *figures = galley_workspace_get_outbox_figures (self->workspace);
  GalleySyncEngine *engine = galley_workspace_get_engine (self->workspace);
  GalleyMediaMove move;

  if (engine != NULL && galley_sync_engine_get_stopped_deletions (engine, NULL) > 0)
    offer (self, _ ("Decide…"), "win.answer-deletions");
  else if (engine != NULL && galley_sync_engine_get_trouble (engine) == GALLEY_PORTAL_TROUBLE_AUTHORITY)
    offer (self, _ ("Import…"), "win.import-authority");
  else if (is_signed_out (self->workspace))
    offer (self, _ ("Sign In…"), "win.sign-in");
  else if (figures->parked > 0)
    offer (self, _ ("Show…"), "win.show-not-uploaded");
  else if (figures->slots > 0)
    offer (self, _ ("Show…"), "win.place");
  else if (figures->withdrawals > 0 || figures->held > 0 || figures->conflicts > 0)
    gtk_widget_hide (GTK_WIDGET (self->button));
  else if (is_calm (engine) && galley_sync_words_get_move (engine, &move))
    offer (self, _ ("Stop"), "win.stop-file");
  else if (is_calm (engine) && figures->waiting == 0 && figures->stopped > 0)
    offer (self, _ ("Upload"), "win.upload-stopped");
  else
    gtk_widget_hide (GTK_WIDGET (self->button));
}

static void
update (GalleySyncLine *self)
{
  static const char *const classes[][3] = {
    [GALLEY_MOOD_GOOD] = { "galley-dot", "good", NULL },
    [GALLEY_MOOD_WAITING] = { "galley-dot", "waiting", NULL },
    [GALLEY_MOOD_BAD] = { "galley-dot", "bad", NULL },
  };
  GalleySyncEngine *engine = galley_workspace_get_engine (self->workspace);
  g_autofree char *words = galley_words_for_sync (self->workspace);
  g_autofree char *next_try = engine != NULL ? galley_words_for_next_try (engine) : NULL;

  gtk_label_set_text (self->label, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), next_try);
  gtk_widget_set_css_classes (self->dot, (const char **) classes[galley_words_get_sync_mood (self->workspace)]);
  update_button (self);
}

static void
galley_sync_line_dispose (GObject *object)
{
  GalleySyncLine *self = GALLEY_SYNC_LINE (object);
  GtkWidget *child;

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (galley_sync_line_parent_class)->dispose (object);
}

static void
galley_sync_line_class_init (GalleySyncLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_sync_line_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/window/galley-sync-line.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleySyncLine, dot);
  gtk_widget_class_bind_template_child (widget_class, GalleySyncLine, label);
  gtk_widget_class_bind_template_child (widget_class, GalleySyncLine, button);
}

static void
galley_sync_line_init (GalleySyncLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
galley_sync_line_set_workspace (GalleySyncLine  *self,
                                GalleyWorkspace *workspace)
{
  g_return_if_fail (GALLEY_IS_SYNC_LINE (self));
  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace));

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_set_object (&self->workspace, workspace);
  g_signal_connect_swapped (workspace, "sync-changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (workspace, "user-changed", G_CALLBACK (update), self);
  update (self);
}
