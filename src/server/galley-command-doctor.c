/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server doctor --data DIR [--certificate FILE] [--json] */
#include "server/galley-commands.h"

#include "core/base/galley-json.h"
#include "server/galley-doctor.h"

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

int
galley_command_doctor (char **arguments)
{
  g_autofree char *data = NULL;
  g_autofree char *certificate = NULL;
  gboolean is_json = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The server's data folder", "FOLDER" },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate, "The certificate that nginx serves with, as PEM", "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &is_json, "As JSON", NULL },
    { NULL },
  };
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GPtrArray) findings = NULL;
  int status = 0;

  if (!galley_command_parse (arguments, "- look through a server's folder and say what to do", entries, 0, NULL))
    return 2;
  if (data == NULL)
    {
      g_printerr ("galley-server: --data is needed\n");
      return 2;
    }
  findings = galley_doctor_examine (&(GalleyDoctorCase){ data, certificate, "/", clock });
  for (guint i = 0; i < findings->len; i++)
    {
      const GalleyDoctorFinding *finding = findings->pdata[i];

      if (!is_json)
        g_print ("%-8s %s: %s\n", galley_finding_level_get_name (finding->level), finding->subject, finding->sentence);
      if (finding->level == GALLEY_FINDING_FAULT)
        status = 1;
    }
  if (is_json)
    print_json (findings);
  return status;
}
