/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fields/galley-field-binding.h"

#include "core/base/galley-text.h"
#include "core/model/galley-byline.h"
#include "core/model/galley-diff.h"

struct _GalleyFieldBinding
{
  GObject parent_instance;

  /* owned */
  GObject *text;
  GalleyArticle *article;

  guint field;
  gboolean is_following; /* the text is being changed to what the article says */
};

G_DEFINE_FINAL_TYPE (GalleyFieldBinding, galley_field_binding, G_TYPE_OBJECT)

/* --- the text ---------------------------------------------------------------------------------------------------- */

static char *
replace_all (const char *text,
             const char *from,
             const char *to)
{
  g_auto (GStrv) pieces = g_strsplit (text, from, -1);

  return g_strjoinv (to, pieces);
}

static char *
dup_shown (GalleyFieldBinding *self)
{
  GtkTextIter start, end;

  if (GTK_IS_EDITABLE (self->text))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text)));
  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->text), &start, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->text), &start, &end, TRUE);
}

static void
change_editable (GtkEditable *editable,
                 const char  *piece,
                 guint        start,
                 guint        end)
{
  int caret = gtk_editable_get_position (editable);
  int position = start;

  gtk_editable_set_enable_undo (editable, FALSE);
  if (end > start)
    gtk_editable_delete_text (editable, start, end);
  gtk_editable_insert_text (editable, piece, -1, &position);
  gtk_editable_set_enable_undo (editable, TRUE);

  /* The caret stays with the characters behind it. */
  if (caret >= (int) end)
    caret += position - (int) end;
  else if (caret > (int) start)
    caret = position;
  if (caret != gtk_editable_get_position (editable))
    gtk_editable_set_position (editable, caret);
}

static void
change_buffer (GtkTextBuffer *buffer,
               const char    *piece,
               guint          start,
               guint          end)
{
  GtkTextIter from, to;

  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_get_iter_at_offset (buffer, &from, start);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, end);
  gtk_text_buffer_delete (buffer, &from, &to);
  gtk_text_buffer_insert (buffer, &from, piece, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}

static void
show (GalleyFieldBinding *self,
      const char         *wanted)
{
  g_autofree char *shown = dup_shown (self);
  g_autofree char *piece = NULL;
  guint start, shown_end, wanted_end;

  galley_diff_text (shown, wanted, &start, &shown_end, &wanted_end);
  piece = g_utf8_substring (wanted, start, wanted_end);

  self->is_following = TRUE;
  if (GTK_IS_EDITABLE (self->text))
    change_editable (GTK_EDITABLE (self->text), piece, start, shown_end);
  else
    change_buffer (GTK_TEXT_BUFFER (self->text), piece, start, shown_end);
  self->is_following = FALSE;
}

/* --- the article ------------------------------------------------------------------------------------------------- */

/* What the article says, as it is shown. */
static char *
dup_wanted (GalleyFieldBinding *self)
{
  const char *value;

  if (self->article == NULL)
    return g_strdup ("");
  if (self->field == GALLEY_FIELD_BYLINES)
    return galley_bylines_format (galley_article_get_bylines (self->article));
  value = galley_article_get_field (self->article, self->field);
  return GTK_IS_TEXT_BUFFER (self->text) ? replace_all (value, GALLEY_LINE_SEPARATOR, "\n") : g_strdup (value);
}

/* What is shown, as the article keeps it. */
static char *
dup_value (GalleyFieldBinding *self)
{
  g_autofree char *shown = dup_shown (self);

  return galley_field_clean (self->field, shown);
}

static gboolean
is_right (GalleyFieldBinding *self)
{
  if (self->article == NULL)
    {
      g_autofree char *shown = dup_shown (self);

      return *shown == '\0';
    }
  if (self->field == GALLEY_FIELD_BYLINES)
    {
      g_autofree char *shown = dup_shown (self);
      g_autoptr (GPtrArray) bylines = galley_bylines_parse (shown);

      return galley_bylines_equal (bylines, galley_article_get_bylines (self->article));
    }
  else
    {
      g_autofree char *value = dup_value (self);

      return g_str_equal (value, galley_article_get_field (self->article, self->field));
    }
}

static void
follow (GalleyFieldBinding *self)
{
  g_autofree char *wanted = NULL;

  if (is_right (self))
    return;
  wanted = dup_wanted (self);
  show (self, wanted);
}

static void
field_changed_cb (GalleyFieldBinding *self,
                  guint               field)
{
  if (field == self->field)
    follow (self);
}

static void
text_changed_cb (GalleyFieldBinding *self)
{
  if (self->is_following || self->article == NULL)
    return;

  if (self->field == GALLEY_FIELD_BYLINES)
    {
      g_autofree char *shown = dup_shown (self);
      g_autoptr (GPtrArray) bylines = galley_bylines_parse (shown);

      galley_article_set_bylines (self->article, bylines);
    }
  else
    {
      g_autofree char *value = dup_value (self);

      galley_article_set_field (self->article, self->field, value);
    }
}

static void
galley_field_binding_dispose (GObject *object)
{
  GalleyFieldBinding *self = GALLEY_FIELD_BINDING (object);

  if (self->article != NULL)
    g_signal_handlers_disconnect_by_data (self->article, self);
  g_clear_object (&self->article);
  if (self->text != NULL)
    g_signal_handlers_disconnect_by_data (self->text, self);
  g_clear_object (&self->text);

  G_OBJECT_CLASS (galley_field_binding_parent_class)->dispose (object);
}

static void
galley_field_binding_class_init (GalleyFieldBindingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_field_binding_dispose;
}

static void
galley_field_binding_init (GalleyFieldBinding *self)
{
}

GalleyFieldBinding *
galley_field_binding_new (gpointer text,
                          guint    field)
{
  GalleyFieldBinding *self;

  g_return_val_if_fail (GTK_IS_EDITABLE (text) || GTK_IS_TEXT_BUFFER (text), NULL);
  g_return_val_if_fail (field <= GALLEY_FIELD_BYLINES, NULL);

  self = g_object_new (GALLEY_TYPE_FIELD_BINDING, NULL);
  self->text = g_object_ref (text);
  self->field = field;
  g_signal_connect_swapped (text, "changed", G_CALLBACK (text_changed_cb), self);
  return self;
}

void
galley_field_binding_set_article (GalleyFieldBinding *self,
                                  GalleyArticle      *article)
{
  g_autofree char *wanted = NULL;

  g_return_if_fail (GALLEY_IS_FIELD_BINDING (self));

  if (self->article == article)
    return;
  if (self->article != NULL)
    g_signal_handlers_disconnect_by_data (self->article, self);
  g_set_object (&self->article, article);
  if (article != NULL)
    {
      if (self->field == GALLEY_FIELD_BYLINES)
        g_signal_connect_swapped (article, "bylines-changed", G_CALLBACK (follow), self);
      else
        g_signal_connect_swapped (article, "field-changed", G_CALLBACK (field_changed_cb), self);
    }
  /* Also where both read the same: the undo of another article's words must go. */
  wanted = dup_wanted (self);
  show (self, wanted);
}
