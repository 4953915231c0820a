/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-cell-clipboard.h"

#include "app/body/galley-clipping.h"
#include "core/model/galley-table-text.h"

void
galley_cell_content_free (GalleyCellContent *self)
{
  g_clear_pointer (&self->table, galley_table_unref);
  g_free (self->text);
  g_free (self);
}

/* Takes @text. */
static void
return_text (GTask *task,
             char  *text)
{
  GalleyCellContent *content = g_new0 (GalleyCellContent, 1);

  if (text != NULL)
    content->table = galley_table_new_from_text (text, &content->is_too_large);
  content->text = text;
  g_task_return_pointer (task, content, (GDestroyNotify) galley_cell_content_free);
}

static void
text_read_cb (GObject      *clipboard,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    return_text (task, text);
}

/* Takes @task. */
static void
read_text (GTask *task)
{
  gdk_clipboard_read_text_async (GDK_CLIPBOARD (g_task_get_source_object (task)), g_task_get_cancellable (task),
                                 text_read_cb, task);
}

/* The table that @fragment is; NULL where it has words beside it, or none at all. */
static GalleyTable *
get_table (GalleyIntakeFragment *fragment)
{
  GalleyTable *table = NULL;

  for (guint i = 0; i < fragment->blocks->len; i++)
    {
      GalleyBlock *block = g_ptr_array_index (fragment->blocks, i);

      if (galley_block_get_table (block) == NULL ? !galley_block_is_blank (block) : table != NULL)
        return NULL;
      if (galley_block_get_table (block) != NULL)
        table = galley_block_get_table (block);
    }
  return table;
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GTask *task = data;
  /* What cannot be read with its formatting is read without. */
  g_autoptr (GalleyIntakeFragment) fragment = galley_clipping_parse_finish (result, NULL);
  GalleyTable *table = fragment != NULL ? get_table (fragment) : NULL;
  GalleyCellContent *content;

  if (table == NULL)
    {
      read_text (task);
      return;
    }
  content = g_new0 (GalleyCellContent, 1);
  content->table = galley_table_ref (table);
  g_task_return_pointer (task, content, (GDestroyNotify) galley_cell_content_free);
  g_object_unref (task);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  g_autoptr (GalleyClipping) clipping = galley_clipping_read_finish (result, NULL);

  if (clipping != NULL && (clipping->kind == GALLEY_CLIPPING_OWN || clipping->kind == GALLEY_CLIPPING_HTML))
    galley_clipping_parse_async (g_steal_pointer (&clipping), g_task_get_task_data (task),
                                 g_task_get_cancellable (task), parsed_cb, task);
  else
    read_text (task);
}

void
galley_cell_clipboard_read_async (GdkClipboard       *clipboard,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            data)
{
  GTask *task;

  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard));

  task = g_task_new (clipboard, cancellable, callback, data);
  g_task_set_source_tag (task, galley_cell_clipboard_read_async);
  g_task_set_task_data (task, g_new0 (GalleyIntakeProgress, 1), g_free);
  if (galley_clipping_is_rich (clipboard))
    galley_clipping_read_async (clipboard, GALLEY_CLIPPING_WISH_BEST, cancellable, read_cb, task);
  else
    read_text (task);
}

GalleyCellContent *
galley_cell_clipboard_read_finish (GAsyncResult *result,
                                   GError      **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
