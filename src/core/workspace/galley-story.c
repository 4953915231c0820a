/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-story.h"

#include <string.h>

static void
event_free (gpointer data)
{
  GalleyEvent *self = data;

  g_free (self->who);
  g_free (self->what);
  g_free (self->comment);
  g_free (self->hash);
  g_free (self);
}

GalleyStory *
galley_story_new (const char *article)
{
  GalleyStory *self;

  g_return_val_if_fail (article != NULL, NULL);

  self = g_new0 (GalleyStory, 1);
  self->article = g_strdup (article);
  self->trouble = -1;
  self->events = g_ptr_array_new_with_free_func (event_free);
  return self;
}

void
galley_story_free (GalleyStory *self)
{
  if (self == NULL)
    return;
  g_free (self->article);
  g_ptr_array_unref (self->events);
  g_free (self);
}

GalleyEvent *
galley_story_add (GalleyStory    *self,
                  GalleyEventKind kind,
                  gint64          time,
                  const char     *who,
                  const char     *what)
{
  GalleyEvent *event;

  g_return_val_if_fail (self != NULL, NULL);

  event = g_new0 (GalleyEvent, 1);
  event->kind = kind;
  event->time = time;
  event->who = g_strdup (who != NULL ? who : "");
  event->what = g_strdup (what != NULL ? what : "");
  event->comment = g_strdup ("");
  event->hash = g_strdup ("");
  g_ptr_array_add (self->events, event);
  return event;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const GalleyEvent *one = *(GalleyEvent *const *) a, *other = *(GalleyEvent *const *) b;

  if (one->time != other->time)
    return one->time < other->time ? 1 : -1;
  return (int) one->kind - (int) other->kind;
}

void
galley_story_sort (GalleyStory *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_sort (self->events, compare_events);
}

void
galley_story_keep_served (GalleyStory       *self,
                          const GalleyStory *earlier)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (earlier != NULL);

  if (self->is_told)
    return;
  if (self->trouble < 0)
    self->trouble = earlier->trouble;
  for (guint i = 0; i < earlier->events->len; i++)
    {
      const GalleyEvent *event = g_ptr_array_index (earlier->events, i);
      GalleyEvent *copy;

      if (event->kind != GALLEY_EVENT_SERVED)
        continue;
      copy = galley_story_add (self, event->kind, event->time, event->who, event->what);
      g_free (copy->comment);
      copy->comment = g_strdup (event->comment);
      g_free (copy->hash);
      copy->hash = g_strdup (event->hash);
      copy->revision = event->revision;
    }
  self->is_told = earlier->is_told && self->trouble < 0;
  galley_story_sort (self);
}

gint64
galley_story_read_revision (const char *etag)
{
  const char *dash;

  g_return_val_if_fail (etag != NULL, 0);

  dash = strrchr (etag, '-');
  return dash != NULL ? g_ascii_strtoll (dash + 1, NULL, 10) : 0;
}
