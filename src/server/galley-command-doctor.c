/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server doctor --data DIR [--certificate FILE] [--json] */
#include "server/galley-commands.h"

#include "core/base/galley-json.h"
#include "core/base/galley-text.h"
#include "server/galley-doctor.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

static void
print_json (GPtrArray *findings)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const GalleyDoctorFinding *finding = findings->pdata[i];
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "level", galley_finding_level_get_name (finding->level));
      json_object_set_string_member (entry, "subject", finding->subject);
      json_object_set_string_member (entry, "sentence", finding->sentence);
      json_array_add_object_element (array, entry);
    }
  json_object_set_array_member (object, "findings", array);
  text = galley_json_write_object (object);
  g_print ("%s\n", text);
}

/* The level in a column of eight cells: what is written in full-width signs takes two each. */
static void
print_finding (const GalleyDoctorFinding *finding)
{
  const char *level = _ (galley_finding_level_get_name (finding->level));
  guint n_cells = galley_text_count_half_cells (level);

  g_print ("%s%*s %s: %s\n", level, n_cells < 8 ? (int) (8 - n_cells) : 0, "", _ (finding->subject), finding->sentence);
}

int
galley_command_doctor (char **arguments)
{
  g_autofree char *data = NULL;
  g_autofree char *certificate = NULL;
  gboolean is_json = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, N_ ("The server’s data folder"), N_ ("FOLDER") },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate,
      N_ ("The certificate that nginx serves with, as PEM"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &is_json, N_ ("As JSON"), NULL },
    { NULL },
  };
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GPtrArray) findings = NULL;
  int status = 0;

  if (!galley_command_parse (arguments, NULL, N_ ("Look through a server’s folder and say what to do"), entries, 0, NULL))
    return 2;
  if (data == NULL)
    return galley_command_refuse ("%s", _ ("--data is needed."));
  findings = galley_doctor_examine (&(GalleyDoctorCase){ data, certificate, "/", clock });
  for (guint i = 0; i < findings->len; i++)
    {
      const GalleyDoctorFinding *finding = findings->pdata[i];

      if (!is_json)
        print_finding (finding);
      if (finding->level == GALLEY_FINDING_FAULT)
        status = 1;
    }
  if (is_json)
    print_json (findings);
  return status;
}
