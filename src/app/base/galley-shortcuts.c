/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/base/galley-shortcuts.h"

#include <glib/gi18n.h>
#include <string.h>

/* Without an action it is a key that a part of the window takes itself, and only told. */
typedef struct
{
  const char *title;
  const char *action;
  const char *keys[5];
} Shortcut;

typedef struct
{
  const char *title;
  const Shortcut *shortcuts;
  guint n_shortcuts;
} Group;

/* No group has more than eight: a group is never split, and twice the usual text leaves room for so many on 768 pixels. */
static const Shortcut article_keys[] = {
  { N_ ("New article"), "win.new-article", { "<Control>n" } },
  { N_ ("New from clipboard"), "win.new-from-clipboard", { "<Control><Shift>n" } },
  { N_ ("New from template"), "win.new-from-template", { "<Control><Alt>n" } },
  { N_ ("Open file"), "win.open-file", { "<Control>o" } },
  { N_ ("Save now"), "win.save", { "<Control>s" } },
  { N_ ("Duplicate"), "win.duplicate", { "<Control>d" } },
  { N_ ("Versions"), "win.versions", { "<Control><Shift>h" } },
};

static const Shortcut conflict_keys[] = {
  { N_ ("Compare a conflict"), "win.compare", { "<Control><Shift>y" } },
  { N_ ("Next conflict"), NULL, { "F8" } },
  { N_ ("Previous conflict"), NULL, { "<Shift>F8" } },
  { N_ ("Mine, theirs, both, or edit"), NULL, { "<Control>1...4" } },
  { N_ ("Settle what was chosen"), NULL, { "<Control>Return" } },
};

static const Shortcut tab_keys[] = {
  { N_ ("Open the article of a row in a new tab"), NULL, { "<Shift>Return" } },
  { N_ ("Next tab"), "win.next-tab", { "<Control>Tab" } },
  { N_ ("Previous tab"), "win.previous-tab", { "<Control><Shift>Tab" } },
  { N_ ("First to ninth tab"), NULL, { "<Alt>1...9" } },
  { N_ ("Move the tab to a new window"), "win.move-tab", { "<Control><Shift>m" } },
  { N_ ("Close tab"), "win.close-article", { "<Control>w" } },
  { N_ ("Reopen closed tab"), "win.reopen-tab", { "<Control><Shift>t" } },
};

static const Shortcut review_keys[] = {
  { N_ ("Next step: submit, approve, publish"), "win.next-step", { "<Control>Return", "<Control>KP_Enter" } },
  { N_ ("Return with a reason"), "win.return", { "<Control><Shift>r" } },
  { N_ ("Publish"), "win.publish", { "<Control><Shift>Return" } },
  { N_ ("Save hand-over file"), "win.save-hand-over", { "<Control><Shift>s" } },
  { N_ ("Print, with the review slip"), "win.print", { "<Control>p" } },
  { N_ ("Sync now"), "win.sync", { "F5" } },
};

static const Shortcut text_keys[] = {
  { N_ ("Undo"), "editor.undo", { "<Control>z" } },
  { N_ ("Redo"), "editor.redo", { "<Control><Shift>z", "<Control>y" } },
  { N_ ("Bold"), "editor.bold", { "<Control>b" } },
  { N_ ("Italic"), "editor.italic", { "<Control>i" } },
  { N_ ("Underline"), "editor.underline", { "<Control>u" } },
  { N_ ("Link"), "editor.link", { "<Control>k" } },
  { N_ ("Clear formatting"), "editor.clear-formatting", { "<Control><Shift>k" } },
  { N_ ("Tidy up"), "editor.tidy", { "<Control>j" } },
};

static const Shortcut clipboard_keys[] = {
  { N_ ("Paste as plain text"), "editor.paste-plain", { "<Control><Shift>v" } },
  { N_ ("Copy fields"), "win.copy-fields", { "<Control><Shift>l" } },
  { N_ ("Copy for WeChat"), "win.copy-wechat", { "<Control><Shift>c" } },
};

static const Shortcut find_keys[] = {
  { N_ ("Find in the article"), "editor.find", { "<Control>f" } },
  { N_ ("Find and replace"), "editor.replace", { "<Control>h" } },
  { N_ ("Next match"), "editor.find-next", { "<Control>g" } },
  { N_ ("Previous match"), "editor.find-previous", { "<Control><Shift>g" } },
  { N_ ("Headings"), "editor.outline", { "<Control><Shift>o" } },
};

static const Shortcut paragraph_keys[] = {
  { N_ ("Paragraph"), "editor.kind::paragraph", { "<Control><Alt>0" } },
  { N_ ("Heading"), "editor.kind::heading-1", { "<Control><Alt>1" } },
  { N_ ("Smaller heading"), "editor.kind::heading-2", { "<Control><Alt>2" } },
  { N_ ("Quote"), "editor.kind::quote", { "<Control><Alt>4" } },
  { N_ ("Bulleted list"), "editor.kind::bulleted-list", { "<Control><Alt>5" } },
  { N_ ("Numbered list"), "editor.kind::numbered-list", { "<Control><Alt>6" } },
  { N_ ("Page break"), "editor.insert-page-break", { "<Control><Alt>Return", "<Control><Alt>KP_Enter" } },
};

static const Shortcut inserted_keys[] = {
  { N_ ("Insert pictures"), "editor.insert-picture", { "<Control><Shift>p" } },
  { N_ ("Crop and rotate a picture"), "editor.crop-picture", { "<Control><Shift>x" } },
  { N_ ("Insert a table"), "editor.insert-table", { "<Control><Alt>7" } },
  { N_ ("Attach files"), "editor.insert-attachment", { "<Control><Alt>8" } },
  { N_ ("Insert videos"), "editor.insert-video", { "<Control><Alt>9" } },
  { N_ ("Move a picture or a file up"), "editor.move-up", { "<Alt><Shift>Up" } },
  { N_ ("Move a picture or a file down"), "editor.move-down", { "<Alt><Shift>Down" } },
  { N_ ("A picture, or rows and columns of a table"), "editor.picture-properties", { "<Alt>Return", "<Alt>KP_Enter" } },
};

static const Shortcut place_keys[] = {
  { N_ ("Search, or paste an address"), "win.search", { "<Control>l" } },
  { N_ ("Headline"), "win.focus-headline", { "F2" } },
  { N_ ("Details"), "win.focus-details", { "F3" } },
  { N_ ("Tags"), "win.focus-tags", { "F4" } },
  { N_ ("Next pane"), "win.next-pane", { "F6" } },
  { N_ ("Previous pane"), "win.previous-pane", { "<Shift>F6" } },
  { N_ ("Next article in the list"), "win.next-article", { "<Alt>Down" } },
  { N_ ("Previous article in the list"), "win.previous-article", { "<Alt>Up" } },
};

static const Shortcut window_keys[] = {
  { N_ ("Lists"), "win.show-sidebar", { "F9" } },
  { N_ ("Main menu"), "win.main-menu", { "F10" } },
  { N_ ("Full screen"), "win.fullscreen", { "F11" } },
  { N_ ("Focus mode: only the text"), "win.focus-mode", { "<Shift>F11" } },
  { N_ ("Larger text"), "win.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { N_ ("Smaller text"), "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
  { N_ ("Normal text"), "win.zoom-normal", { "<Control>0", "<Control>KP_0" } },
};

static const Shortcut preview_keys[] = {
  { N_ ("Preview and details"), "win.show-side", { "<Control>F9" } },
  { N_ ("Preview in a window of its own"), "win.preview-window", { "<Shift>F9" } },
  { N_ ("Next view of the article"), "preview.next-mode", { "<Control><Shift>F9" } },
};

static const Shortcut program_keys[] = {
  { N_ ("Preferences"), "win.preferences", { "<Control>comma" } },
  { N_ ("Help"), "win.help", { "F1" } },
  { N_ ("Keyboard shortcuts"), "win.show-help-overlay", { "<Control>question" } },
  { N_ ("Lock now"), "app.lock", { "<Control><Shift>q" } },
  { N_ ("Quit"), "app.quit", { "<Control>q" } },
};

static const Group groups[] = {
  { N_ ("Article"), article_keys, G_N_ELEMENTS (article_keys) },
  { N_ ("Tabs"), tab_keys, G_N_ELEMENTS (tab_keys) },
  { N_ ("Review and Publication"), review_keys, G_N_ELEMENTS (review_keys) },
  { N_ ("Conflicts"), conflict_keys, G_N_ELEMENTS (conflict_keys) },
  { N_ ("Text"), text_keys, G_N_ELEMENTS (text_keys) },
  { N_ ("Copy and Paste"), clipboard_keys, G_N_ELEMENTS (clipboard_keys) },
  { N_ ("Find and Replace"), find_keys, G_N_ELEMENTS (find_keys) },
  { N_ ("Paragraphs"), paragraph_keys, G_N_ELEMENTS (paragraph_keys) },
  { N_ ("Pictures, Tables and Files"), inserted_keys, G_N_ELEMENTS (inserted_keys) },
  { N_ ("Places"), place_keys, G_N_ELEMENTS (place_keys) },
  { N_ ("Window"), window_keys, G_N_ELEMENTS (window_keys) },
  { N_ ("Preview"), preview_keys, G_N_ELEMENTS (preview_keys) },
  { N_ ("Program"), program_keys, G_N_ELEMENTS (program_keys) },
};

static void
set_keys (GtkApplication *application,
          gboolean        is_installed)
{
  /* A key that no keyboard has: GTK 4.8 frees too much where an action of two keys that a menu has shown loses all. */
  static const char *const none[] = { "<Control>F35", NULL };

  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g].n_shortcuts; i++)
      {
        const Shortcut *shortcut = &groups[g].shortcuts[i];

        if (shortcut->action != NULL)
          gtk_application_set_accels_for_action (
              application, shortcut->action,
              is_installed || g_str_equal (shortcut->action, "app.quit") ? (const char *const *) shortcut->keys : none);
      }
  for (int number = 1; number <= 9; number++)
    {
      g_autofree char *action = g_strdup_printf ("win.show-tab(%d)", number);
      g_autofree char *key = g_strdup_printf ("<Alt>%d", number);

      gtk_application_set_accels_for_action (application, action,
                                             is_installed ? (const char *const[]){ key, NULL } : none);
    }
}

void
galley_shortcuts_install (GtkApplication *application)
{
  set_keys (application, TRUE);
}

void
galley_shortcuts_remove (GtkApplication *application)
{
  set_keys (application, FALSE);
}

void
galley_shortcuts_foreach (GalleyShortcutFunction function,
                          gpointer               data)
{
  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g].n_shortcuts; i++)
      function (_ (groups[g].title), _ (groups[g].shortcuts[i].title), groups[g].shortcuts[i].keys[0], data);
}

/* How many lines a column may have, so that the window is no higher than 768 pixels: the usual fifteen, with twice the text
 * ten. */
static int
get_max_lines (void)
{
  int dpi = -1; /* times 1024; -1: not known */

  if (gtk_settings_get_default () != NULL)
    g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? CLAMP (20 * 96 * 1024 / dpi, 9, 15) : 15;
}

/* As one reads them: the number pad's keys, and + without Shift, are no other ones. (transfer full) */
static char *
join_told_keys (const char *const *shortcut_keys)
{
  g_autoptr (GString) told = g_string_new (shortcut_keys[0]);

  for (guint i = 1; shortcut_keys[i] != NULL; i++)
    if (strstr (shortcut_keys[i], "KP_") == NULL && !g_str_has_suffix (shortcut_keys[i], ">equal"))
      g_string_append_printf (told, " %s", shortcut_keys[i]);
  return g_string_free (g_steal_pointer (&told), FALSE);
}

GtkShortcutsWindow *
galley_shortcuts_window_new (void)
{
  /* GtkShortcutsWindow takes its children from a builder alone. With each of them, and with another height, its pages are
   * made anew out of the old ones in turned order; groups that stand on one page keep theirs. */
  g_autoptr (GString) xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                                          "<property name='modal'>1</property><child>"
                                          "<object class='GtkShortcutsSection' id='section'>"
                                          "<property name='section-name'>all</property>"
                                          "<property name='max-height'>1000</property>");
  g_autoptr (GtkBuilder) builder = NULL;

  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    {
      g_autofree char *title = g_markup_escape_text (_ (groups[g].title), -1);

      g_string_append_printf (xml, "<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>",
                              title);
      for (guint i = 0; i < groups[g].n_shortcuts; i++)
        {
          const Shortcut *shortcut = &groups[g].shortcuts[i];
          g_autofree char *name = g_markup_escape_text (_ (shortcut->title), -1);
          g_autofree char *keys = join_told_keys (shortcut->keys);
          g_autofree char *escaped_keys = g_markup_escape_text (keys, -1);

          g_string_append_printf (xml,
                                  "<child><object class='GtkShortcutsShortcut'><property name='title'>%s</property>"
                                  "<property name='accelerator'>%s</property></object></child>",
                                  name, escaped_keys);
        }
      g_string_append (xml, "</object></child>");
    }
  g_string_append (xml, "</object></child></object></interface>");

  builder = gtk_builder_new_from_string (xml->str, xml->len);
  g_object_set (gtk_builder_get_object (builder, "section"), "max-height", get_max_lines (), NULL);
  return g_object_ref (GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "window")));
}
