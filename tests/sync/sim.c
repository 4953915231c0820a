/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <glib/gstdio.h>
#include <string.h>

#define START G_GINT64_CONSTANT (1795507200000000)
#define SECOND (G_GINT64_CONSTANT (1000000))
#define YEAR (365 * 24 * 3600 * SECOND)
#define MOST_ARTICLES 5
/* It has to be quiet after so many rounds; in the first of them what is parked is set going again. */
#define MOST_ROUNDS 40
#define PATIENT_ROUNDS 5

static const SimLine bad_line = {
  .lost = 5, .unanswered = 5, .cut = 3, .repeated = 5, .late = 5, .refused = 5, .expired = 2, .typed = 5, .crossed = 10,
};
static const SimLine busy_line = { .typed = 10, .crossed = 20 };
static const SimLine good_line = { 0 };

guint
sim_choose (Sim  *self,
            guint n)
{
  return n > 1 ? (guint) galley_random_below (self->random, n) : 0;
}

gboolean
sim_happens (Sim  *self,
             guint in_a_hundred)
{
  return in_a_hundred > 0 && sim_choose (self, 100) < in_a_hundred;
}

void
sim_note (Sim        *self,
          const char *format,
          ...)
{
  g_autoptr (GString) line = g_string_new (NULL);
  va_list list;

  va_start (list, format);
  g_string_append_vprintf (line, format, list);
  va_end (list);
  /* Its name is another one in every run. */
  g_string_replace (line, self->folder, "", 0);
  g_checksum_update (self->trace, (const guchar *) line->str, -1);
  if (self->is_verbose)
    g_print ("# %s\n", line->str);
}

void
sim_fail (Sim        *self,
          const char *format,
          ...)
{
  va_list list;

  va_start (list, format);
  g_string_append_vprintf (self->failure, format, list);
  va_end (list);
  g_string_append_c (self->failure, '\n');
}

const char *
sim_get_trace (Sim *self)
{
  return g_checksum_get_string (self->trace);
}

void
sim_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        sim_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
sim_copy_folder (const char *from,
                 const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (from, 0, &error);
  const char *name;

  g_assert_no_error (error);
  g_mkdir (to, 0700);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *data = NULL;
      gsize length;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          sim_copy_folder (source, target);
          continue;
        }
      g_file_get_contents (source, &data, &length, &error);
      g_assert_no_error (error);
      g_file_set_contents_full (target, data, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
      g_assert_no_error (error);
    }
}

static void
word_free (gpointer data)
{
  SimWord *self = data;

  g_free (self->text);
  g_free (self);
}

static void
order_free (gpointer data)
{
  SimOrder *self = data;

  g_free (self->article);
  g_free (self->content_hash);
  g_free (self);
}

static char *
make_folder (void)
{
  g_autofree char *shared = g_strdup ("/dev/shm/galley-sim-XXXXXX");

  /* What is to be tried is not this computer's disk. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) && g_mkdtemp_full (shared, 0700) != NULL)
    return g_steal_pointer (&shared);
  return g_dir_make_tmp ("galley-sim-XXXXXX", NULL);
}

Sim *
sim_new (const char *template_folder,
         guint64     seed,
         gboolean    is_verbose)
{
  Sim *self = g_new0 (Sim, 1);
  g_autofree char *server = g_build_filename (template_folder, "server", NULL);
  g_autofree char *token = g_build_filename (template_folder, "token", NULL);

  self->seed = seed;
  self->is_verbose = is_verbose;
  self->random = galley_random_new_seeded (seed);
  self->folder = make_folder ();
  self->clock = galley_test_clock_new (START);
  self->server_folder = g_build_filename (self->folder, "server", NULL);
  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_request_free);
  self->taken = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_request_free);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->words = g_ptr_array_new_with_free_func (word_free);
  self->orders = g_ptr_array_new_with_free_func (order_free);
  self->trace = g_checksum_new (G_CHECKSUM_SHA256);
  self->failure = g_string_new (NULL);
  g_file_get_contents (token, &self->token, NULL, NULL);
  sim_copy_folder (server, self->server_folder);
  sim_open_server (self);

  self->n_desks = 2 + sim_choose (self, SIM_MAX_DESKS - 1);
  for (guint i = 0; i < self->n_desks; i++)
    {
      SimDesk *desk = &self->desks[i];

      desk->sim = self;
      desk->number = i;
      desk->folder = g_strdup_printf ("%s/desk-%u", self->folder, i);
      desk->clock = galley_test_clock_new (START);
      sim_desk_open (desk);
    }
  return self;
}

void
sim_free (Sim *self)
{
  for (guint i = 0; i < self->n_desks; i++)
    {
      SimDesk *desk = &self->desks[i];

      sim_desk_close (desk);
      g_clear_object (&desk->clock);
      g_free (desk->folder);
      g_free (desk->backup);
      g_free (desk->token);
    }
  sim_close_server (self);
  sim_remove_folder (self->folder);
  g_ptr_array_unref (self->sent);
  g_ptr_array_unref (self->taken);
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->orders);
  g_checksum_free (self->trace);
  g_string_free (self->failure, TRUE);
  g_object_unref (self->clock);
  g_object_unref (self->random);
  g_free (self->token);
  g_free (self->server_folder);
  g_free (self->server_backup);
  g_free (self->folder);
  g_free (self);
}

void
sim_begin_fault (const char *folder,
                 Fault       fault,
                 guint       call)
{
  faulty_vfs_watch (folder);
  faulty_vfs_set_fault (fault, call, TRUE);
}

void
sim_end_fault (Sim *self)
{
  if (faulty_vfs_has_struck ())
    self->n_struck++;
  faulty_vfs_set_fault (FAULT_NONE, 0, FALSE);
  faulty_vfs_watch (NULL);
}

/* The clocks run, each for itself. */
static void
pass_time (Sim   *self,
           gint64 step)
{
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), step);
  for (guint i = 0; i < self->n_desks; i++)
    galley_test_clock_advance (GALLEY_TEST_CLOCK (self->desks[i].clock), step);
}

static void
set_clock_wrong (SimDesk *desk)
{
  Sim *self = desk->sim;
  gint64 off = (gint64) sim_choose (self, 3) - 1;

  sim_note (self, "desk %u is %d years off", desk->number, (int) off);
  galley_test_clock_set_real_time (GALLEY_TEST_CLOCK (desk->clock),
                                   galley_clock_get_real_time (self->clock) + off * YEAR);
}

/* The last of a day: an article is brought to its end on a good line, but for the order to publish, and then nobody is at a
 * desk for a while: that order is late. */
static void
finish_and_leave (SimDesk *desk)
{
  desk->sim->line = good_line;
  sim_desk_finish (desk);
  pass_time (desk->sim, SIM_PATIENCE + sim_choose (desk->sim, 1200) * SECOND);
}

/* Both have what the server has, and then neither hears of the other; every other time they do so before anything else
 * happens. */
static void
make_rivals (SimDesk *desk)
{
  Sim *self = desk->sim;
  SimDesk *other = &self->desks[(desk->number + 1 + sim_choose (self, self->n_desks - 1)) % self->n_desks];

  self->line = good_line;
  sim_desk_sync (desk);
  sim_desk_sync (other);
  sim_desk_rival (desk, other);
  if (sim_happens (self, 50))
    return;
  sim_desk_sync (desk);
  sim_desk_sync (other);
}

static void
begin_or_type (SimDesk *desk)
{
  (desk->sim->ids->len < MOST_ARTICLES ? sim_desk_begin_article : sim_desk_type) (desk);
}

static void
sync_once (SimDesk *desk)
{
  sim_desk_sync (desk);
}

static void
settle_once (SimDesk *desk)
{
  sim_desk_settle (desk);
}

static void
crash_server (SimDesk *desk)
{
  sim_crash_server (desk->sim, desk);
}

static void
back_up_server (SimDesk *desk)
{
  sim_back_up_server (desk->sim);
}

static void
restore_server (SimDesk *desk)
{
  sim_restore_server (desk->sim);
}

static void
turn_server (SimDesk *desk)
{
  desk->sim->is_server_down = !desk->sim->is_server_down;
}

/* A partition: the others go on. */
static void
turn_off (SimDesk *desk)
{
  desk->is_cut_off = !desk->is_cut_off;
  sim_note (desk->sim, "desk %u is %s", desk->number, desk->is_cut_off ? "cut off" : "on the line again");
}

/* How often in a thousand sessions. */
static const struct
{
  guint share;
  void (*act) (SimDesk *desk);
} acts[] = {
  { 345, sim_desk_type },
  { 80, begin_or_type },
  { 40, make_rivals },
  { 40, sim_desk_trash },
  { 40, sim_desk_order },
  { 20, finish_and_leave },
  { 295, sync_once },
  { 50, settle_once },
  { 25, sim_desk_crash },
  { 8, sim_desk_fill_disk },
  { 8, crash_server },
  { 4, set_clock_wrong },
  { 4, sim_desk_lose_cursor },
  { 5, sim_desk_back_up },
  { 4, sim_desk_restore },
  { 8, back_up_server },
  { 8, restore_server },
  { 5, turn_server },
  { 6, turn_off },
  { 5, sim_desk_expire },
};

/* Something that one computer does, or that happens to it or to the server. */
static void
make_session (Sim *self)
{
  SimDesk *desk = &self->desks[sim_choose (self, self->n_desks)];
  guint what = sim_choose (self, 1000);
  guint i = 0;

  self->line = sim_happens (self, 50) ? bad_line : sim_happens (self, 50) ? busy_line : good_line;
  for (; what >= acts[i].share; i++)
    what -= acts[i].share;
  acts[i].act (desk);
  self->n_sessions++;
  pass_time (self, sim_choose (self, 120) * SECOND);
}

/* Whoever has to sign in does so at once. */
static gboolean
sync_at_rest (SimDesk *desk)
{
  return sim_desk_sync (desk) || (desk->is_signed_out && sim_desk_sync (desk));
}

/* Everybody comes to the end of what is waiting. */
static void
come_to_rest (Sim *self)
{
  gboolean is_quiet = FALSE;

  sim_note (self, "quiet");
  self->line = good_line;
  self->is_server_down = FALSE;
  for (guint i = 0; i < self->n_desks; i++)
    self->desks[i].is_cut_off = FALSE;
  for (guint round = 0; round < MOST_ROUNDS && !is_quiet; round++)
    {
      is_quiet = round > 0;
      for (guint i = 0; i < self->n_desks; i++)
        {
          SimDesk *desk = &self->desks[i];

          /* Also what this last pass has left to a person. */
          if (sim_desk_settle (desk) || !sync_at_rest (desk) || sim_desk_press_on (desk, round < PATIENT_ROUNDS) > 0
              || sim_desk_settle (desk))
            is_quiet = FALSE;
        }
      pass_time (self, 3600 * SECOND);
    }
  /* Once more for those who were first: what the others sent last. */
  for (guint i = 0; i < self->n_desks; i++)
    sync_at_rest (&self->desks[i]);
  if (!is_quiet)
    sim_fail (self, "it does not come to rest");
}

gboolean
sim_run (Sim  *self,
         guint n_sessions)
{
  /* What stood twice may be settled, or erased, until it is quiet. */
  for (guint i = 0; i < n_sessions && self->failure->len == 0; i++)
    {
      make_session (self);
      sim_look_for_doubles (self);
    }
  come_to_rest (self);
  sim_look (self);
  return self->failure->len == 0;
}
