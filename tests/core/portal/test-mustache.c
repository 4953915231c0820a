/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-mustache.h"

typedef struct
{
  const char *template;
  const char *view;
  const char *expected;
} Case;

/* One template may include the next: names are "a", "b", "c". */
typedef struct
{
  GalleyMustache *templates[3];
} Pack;

static GalleyMustache *
lookup (const char *name,
        gpointer    data)
{
  Pack *pack = data;

  return name[0] >= 'a' && name[0] <= 'c' && name[1] == '\0' ? pack->templates[name[0] - 'a'] : NULL;
}

static GalleyMustache *
compile (const char         *text,
         GalleyMustacheFlags flags)
{
  g_autoptr (GError) error = NULL;
  GalleyMustache *template = galley_mustache_new ("x.mustache", text, strlen (text), flags, &error);

  g_assert_no_error (error);
  return template;
}

static char *
render (GalleyMustache *template,
        const char     *view,
        Pack           *pack)
{
  g_autoptr (JsonNode) node = json_from_string (view, NULL);
  g_autoptr (GalleyArena) arena = galley_arena_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_mustache_render (template, galley_value_new_from_json (arena, node), pack != NULL ? lookup : NULL,
                                         pack, out, &error));
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
run (const Case *cases,
     gsize       n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (GalleyMustache) template = compile (cases[i].template, GALLEY_MUSTACHE_NONE);
      g_autofree char *text = render (template, cases[i].view, NULL);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_values (void)
{
  static const Case cases[] = {
    { "{{a}}", "{\"a\": \"<b> & \\\"c\\\" 'd'\"}", "&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;" },
    { "{{a.b.c}}|{{a.x.c}}", "{\"a\": {\"b\": {\"c\": 7}}, \"c\": 1}", "7|" },
    { "{{a}}{{b}}{{c}}", "{\"a\": true, \"b\": null, \"c\": 1.21}", "true1.21" },
    { "{{#a}}{{b}}{{/a}}", "{\"a\": [{\"b\": 1}, {}, {\"b\": 3}], \"b\": 2}", "123" },
    { "{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\": \"\"}", "y" },
    { "{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\": 0}", "y" },
    { "{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\": []}", "y" },
    { "{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\": {\"$xhtml\": \"\"}}", "y" },
    { "{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\": {}}", "x" },
    { "{{#a.b}}{{c}}{{/a.b}}", "{\"a\": {\"b\": {\"c\": 1}}}", "1" },
    { "{{! a\nb }}{{=<% %>=}}<%a%>{{a}}<%={{ }}=%>{{a}}", "{\"a\": 1}", "1{{a}}1" },
    { "{{a}} {{b}} {{c}}", "{\"a\": -9223372036854775808, \"b\": 9223372036854775807, \"c\": -10}",
      "-9223372036854775808 9223372036854775807 -10" },
    { "{{南湖}}", "{\"南湖\": \"新闻\"}", "新闻" },
    /* Names that begin alike, of which one is the beginning of another. */
    { "{{headline}} {{headlines}} {{headlin}} {{headlined}}|", "{\"headlin\": 1, \"headline\": 2, \"headlines\": 3}",
      "2 3 1 |" },
    /* What is escaped at either end of what is looked at together. */
    { "{{a}}", "{\"a\": \"0123456789abcde<0123456789abcdef&0\"}", "0123456789abcde&lt;0123456789abcdef&amp;0" },
    { "{{a}}", "{\"a\": \"'23456789abcdef0123'\"}", "&#39;23456789abcdef0123&#39;" },
  };

  run (cases, G_N_ELEMENTS (cases));
}

/* Only what the renderer made is written as it is. */
static void
test_raw (void)
{
  static const Case cases[] = {
    { "{{{a}}}{{&a}}", "{\"a\": \"<b>\"}", "&lt;b&gt;&lt;b&gt;" },
    { "{{{a}}}{{&a}}{{a}}", "{\"a\": {\"$xhtml\": \"<b>\"}}", "<b><b>&lt;b&gt;" },
    { "{{{a}}}", "{\"a\": {\"b\": \"<b>\"}}", "" },
    { "{{{a}}}", "{\"a\": {\"$xhtml\": 1}}", "" },
  };
  g_autoptr (GalleyMustache) trusting = compile ("{{{a}}}", GALLEY_MUSTACHE_TRUST_VIEW);
  g_autofree char *text = render (trusting, "{\"a\": \"<b>\"}", NULL);

  run (cases, G_N_ELEMENTS (cases));
  g_assert_cmpstr (text, ==, "<b>");
}

static void
test_lines (void)
{
  static const Case cases[] = {
    { "<ul>\n  {{#a}}\n  <li>{{.}}</li>\n  {{/a}}\n</ul>\n", "{\"a\": [1, 2]}",
      "<ul>\n  <li>1</li>\n  <li>2</li>\n</ul>\n" },
    { "a\r\n{{! b }}\r\nc\r\n", "{}", "a\r\nc\r\n" },
    { "a {{! b }}\nc", "{}", "a \nc" },
    { "{{#a}}{{/a}}\nb", "{}", "\nb" },
  };

  run (cases, G_N_ELEMENTS (cases));
}

static void
test_partials (void)
{
  g_autoptr (GalleyMustache) top = compile ("<\n  {{>a}}\n{{>missing}}>", GALLEY_MUSTACHE_NONE);
  g_autoptr (GalleyMustache) a = compile ("1\n{{>b}}\n{{v}}\n", GALLEY_MUSTACHE_NONE);
  g_autoptr (GalleyMustache) b = compile ("2\n\n  3\n", GALLEY_MUSTACHE_NONE);
  Pack pack = { { a, b, NULL } };
  g_autofree char *text = render (top, "{\"v\": \"x\\ny\"}", &pack);

  g_assert_cmpstr (text, ==, "<\n  1\n  2\n  \n    3\n  x\ny\n>");

  /* The same lines where nothing is indented. */
  g_autofree char *plain = render (b, "{}", NULL);
  g_assert_cmpstr (plain, ==, "2\n\n  3\n");
}

static void
test_inheritance (void)
{
  g_autoptr (GalleyMustache) top = compile ("{{<a}}\n{{$title}}{{t}} - {{/title}}\n{{$main}}\n  <p>\n  {{>c}}\n  "
                                            "</p>\n{{/main}}\nignored\n{{/a}}\n",
                                            GALLEY_MUSTACHE_NONE);
  g_autoptr (GalleyMustache) a = compile ("<title>{{$title}}{{/title}}Site</title>\n<main>\n  {{$main}}\n  none\n  "
                                          "{{/main}}\n</main>\n{{$foot}}\nfoot\n{{/foot}}\n",
                                          GALLEY_MUSTACHE_NONE);
  g_autoptr (GalleyMustache) c = compile ("text\n{{$deep}}default{{/deep}}\n", GALLEY_MUSTACHE_NONE);
  Pack pack = { { a, NULL, c } };
  g_autofree char *child = render (top, "{\"t\": \"&\"}", &pack);
  g_autofree char *parent = render (a, "{}", &pack);

  g_assert_cmpstr (child, ==,
                   "<title>&amp; - Site</title>\n<main>\n  <p>\n  text\n  default\n  </p>\n</main>\nfoot\n");
  g_assert_cmpstr (parent, ==, "<title>Site</title>\n<main>\n  none\n</main>\nfoot\n");
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "a\n{{#tags}}\n", "x.mustache:2: section \"tags\" is not closed" },
    { "{{<p}}", "x.mustache:1: parent \"p\" is not closed" },
    { "{{$p}}", "x.mustache:1: block \"p\" is not closed" },
    { "\n\n{{/tags}}", "x.mustache:3: \"tags\" is closed but was never opened" },
    { "{{#a}}\n{{/b}}", "x.mustache:2: \"b\" is closed where section \"a\" is open" },
    { "a\n{{b", "x.mustache:2: tag is not closed" },
    { "{{{b}}", "x.mustache:1: tag is not closed" },
    { "{{ }}", "x.mustache:1: tag has no name" },
    { "{{= a =}}", "x.mustache:1: delimiters are two words without \"=\"" },
    { "{{=a b c=}}", "x.mustache:1: delimiters are two words without \"=\"" },
    { "\xff", "x.mustache: is not UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (galley_mustache_new ("x.mustache", cases[i].text, strlen (cases[i].text), 0, &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static char *
repeat (const char *text,
        guint       n)
{
  GString *out = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *open = repeat ("{{#a}}", 64);
  g_autofree char *close = repeat ("{{/a}}", 64);
  g_autofree char *good = g_strconcat (open, "x", close, NULL);
  g_autofree char *bad = g_strconcat ("{{#a}}", good, "{{/a}}", NULL);
  g_autoptr (GalleyMustache) template = compile (good, GALLEY_MUSTACHE_NONE);
  g_autofree char *text = render (template, "{\"a\": true}", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (text, ==, "x");
  g_assert_null (galley_mustache_new ("x", bad, strlen (bad), 0, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
}

/* Templates that never end, grow without bound, or work without printing. */
static void
test_bombs (void)
{
  static const char *const bombs[] = {
    "{{>a}}",
    "{{<a}}{{/a}}",
    "{{<b}}{{$x}}{{$x}}{{/x}}{{/x}}{{/b}}",
    "{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}0123456789{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}",
    "{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}",
  };
  g_autoptr (JsonNode) node = json_from_string ("{\"l\": [1,2,3,4,5,6,7,8,9,10,11,12]}", NULL);
  g_autoptr (GalleyArena) arena = galley_arena_new ();
  GalleyValue *view = galley_value_new_from_json (arena, node);
  g_autoptr (GalleyMustache) b = compile ("{{$x}}{{/x}}", GALLEY_MUSTACHE_NONE);

  for (gsize i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      g_autoptr (GalleyMustache) template = compile (bombs[i], GALLEY_MUSTACHE_NONE);
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      Pack pack = { { template, b, NULL } };

      g_assert_false (galley_mustache_render (template, view, lookup, &pack, out, &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
    }
}

/* What is set under a name replaces what was there; one value may stand in two views. */
static void
test_view (void)
{
  g_autoptr (GalleyMustache) template = compile ("{{a}}{{b.c}}{{#l}}<{{.}}>{{/l}}{{d}}", GALLEY_MUSTACHE_NONE);
  g_autoptr (GalleyArena) shared = galley_arena_new ();
  GalleyValue *inner = galley_value_new_object (shared);

  galley_value_set_text (inner, "c", "&");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GalleyArena) arena = galley_arena_new ();
      GalleyValue *view = galley_value_new_object (arena);
      GalleyValue *list = galley_value_new_array (arena);
      g_autoptr (GString) json = g_string_new (NULL);
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (galley_value_take_first (list));
      for (guint n = 0; n < 1000; n++)
        galley_value_add (list, galley_value_new_text (arena, "12345", n % 5));
      while (list->length > 2)
        g_assert_nonnull (galley_value_take_first (list));
      galley_value_set_text (view, "d", "gone");
      galley_value_set (view, "l", list);
      galley_value_set_text (view, "a", "first");
      galley_value_set_integer (view, "a", 7);
      galley_value_set (view, "b", inner);
      galley_value_remove (view, "d");
      g_assert_cmpuint (view->length, ==, 3);
      g_assert_true (galley_mustache_render (template, view, NULL, NULL, out, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (out->str, ==, "7&amp;<123><1234>");
      galley_value_write_json (view, json);
      g_assert_cmpstr (json->str, ==, "{\"a\":7,\"b\":{\"c\":\"&\"},\"l\":[\"123\",\"1234\"]}");
      g_assert_cmpstr (galley_value_get_text (galley_value_get_object (view, "b"), "c"), ==, "&");
      g_assert_null (galley_value_get_text (view, "a"));
    }
}

/* Objects large and small: each member is found, what goes is gone, and what is written is sorted by bytes. */
static void
test_members (gconstpointer data)
{
  guint n_members = GPOINTER_TO_UINT (data);
  g_autoptr (GalleyArena) arena = galley_arena_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *sorted = NULL;
  GalleyValue *object = galley_value_new_object (arena);

  for (guint i = 0; i < n_members; i++)
    {
      /* Short ones, and long ones that begin alike. */
      g_ptr_array_add (names, g_strdup_printf (i % 3 == 0 ? "n%u" : "member_of_many_%u", i * 7919 % 100));
      galley_value_set_integer (object, names->pdata[i], i);
    }
  g_assert_cmpuint (object->length, ==, n_members);
  for (guint i = 0; i < n_members; i += 4)
    galley_value_remove (object, names->pdata[i]);
  for (guint i = 0; i < n_members; i++)
    {
      g_assert_true ((galley_value_get (object, names->pdata[i]) == NULL) == (i % 4 == 0));
      g_assert_cmpint (galley_value_get_integer (object, names->pdata[i]), ==, i % 4 == 0 ? 0 : i);
    }
  for (guint i = 0; i < n_members; i++)
    galley_value_set_integer (object, names->pdata[i], 1000 + i);
  g_assert_cmpuint (object->length, ==, n_members);
  for (guint i = 0; i < n_members; i++)
    g_assert_cmpint (galley_value_get_integer (object, names->pdata[i]), ==, 1000 + i);
  g_assert_null (galley_value_get (object, "n"));
  g_assert_null (galley_value_get (object, "member_of_many_"));

  galley_value_write_json (object, json);
  node = json_from_string (json->str, NULL);
  sorted = galley_json_write (node);
  g_assert_cmpstr (json->str, ==, sorted);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/mustache/values", test_values);
  g_test_add_func ("/portal/mustache/raw", test_raw);
  g_test_add_func ("/portal/mustache/view", test_view);
  g_test_add_func ("/portal/mustache/lines", test_lines);
  g_test_add_func ("/portal/mustache/partials", test_partials);
  g_test_add_func ("/portal/mustache/inheritance", test_inheritance);
  g_test_add_func ("/portal/mustache/errors", test_errors);
  g_test_add_func ("/portal/mustache/depth", test_depth);
  g_test_add_func ("/portal/mustache/bombs", test_bombs);
  g_test_add_data_func ("/portal/mustache/members-few", GUINT_TO_POINTER (5), test_members);
  g_test_add_data_func ("/portal/mustache/members-some", GUINT_TO_POINTER (30), test_members);
  g_test_add_data_func ("/portal/mustache/members-many", GUINT_TO_POINTER (100), test_members);
  return g_test_run ();
}
