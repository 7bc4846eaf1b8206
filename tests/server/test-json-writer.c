/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

#include "core/outlay-time.h"
#include "server/outlay-json-writer.h"

static void
assert_ends_as (OutlayJsonWriter *json, const char *expected)
{
  gsize length;
  char *text = outlay_json_writer_end (json, &length);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (length, ==, strlen (expected));
  free (text);
}

static void
test_commas (void)
{
  OutlayJsonWriter json;

  outlay_json_writer_init (&json, 1);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "a");
  outlay_json_writer_begin_array (&json);
  outlay_json_writer_int (&json, 1);
  outlay_json_writer_begin_array (&json);
  outlay_json_writer_end_array (&json);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_end_object (&json);
  outlay_json_writer_null (&json);
  outlay_json_writer_end_array (&json);
  outlay_json_writer_name (&json, "b");
  outlay_json_writer_bool (&json, TRUE);
  outlay_json_writer_name (&json, "c");
  outlay_json_writer_text (&json, NULL);
  outlay_json_writer_name (&json, "d");
  outlay_json_writer_token (&json, "x");
  outlay_json_writer_end_object (&json);

  assert_ends_as (&json, "{\"a\":[1,[],{},null],\"b\":true,\"c\":null,\"d\":\"x\"}");
}

static void
test_numbers (void)
{
  OutlayJsonWriter json;

  outlay_json_writer_init (&json, 1);
  outlay_json_writer_begin_array (&json);
  outlay_json_writer_int (&json, 0);
  outlay_json_writer_int (&json, -7);
  outlay_json_writer_int (&json, G_MAXINT64);
  outlay_json_writer_int (&json, G_MININT64);
  outlay_json_writer_end_array (&json);

  assert_ends_as (&json, "[0,-7,9223372036854775807,-9223372036854775808]");
}

static void
test_lines (void)
{
  OutlayJsonWriter json;

  outlay_json_writer_init (&json, 1);
  outlay_json_writer_begin_array (&json);
  outlay_json_writer_lines (&json, "");
  outlay_json_writer_lines (&json, "aa");
  outlay_json_writer_lines (&json, "aa\nbb\ncc");
  outlay_json_writer_end_array (&json);

  assert_ends_as (&json, "[[],[\"aa\"],[\"aa\",\"bb\",\"cc\"]]");
}

/* Whatever is written, a strict parser reads it back to the same. */
static void
test_text (void)
{
  static const char *const cases[] = {
    "",
    "plain",
    "\"quoted\" \\ slash/",
    "line\nfeed\ttab\rreturn\b\f",
    "\x01\x1f\x7f",
    "Café 日本 🧾",
    "ends in \\",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayJsonWriter json;
      yyjson_doc *doc;
      gsize length;
      char *text;

      outlay_json_writer_init (&json, 1);
      outlay_json_writer_text (&json, cases[i]);
      text = outlay_json_writer_end (&json, &length);
      doc = yyjson_read (text, length, 0);
      g_assert_nonnull (doc);
      g_assert_cmpstr (yyjson_get_str (yyjson_doc_get_root (doc)), ==, cases[i]);
      yyjson_doc_free (doc);
      free (text);
    }
}

/* Against core's own, at every boundary and at random moments of 200 years. */
static void
test_time (void)
{
  static const gint64 moments[] = {
    0,
    999,
    1000,
    68169600000000,
    951782400000000,
    951868799999999,
    4107542400000000,
    1709164800000000,
    1735689599999999,
  };

  for (guint i = 0; i < 2000; i++)
    {
      gint64 moment = i < G_N_ELEMENTS (moments)
                          ? moments[i]
                          : g_test_rand_int_range (0, G_MAXINT32) * G_GINT64_CONSTANT (3000000) + i;
      g_autofree char *plain = outlay_time_format (moment);
      g_autofree char *expected = g_strconcat ("\"", plain, "\"", NULL);
      OutlayJsonWriter json;

      outlay_json_writer_init (&json, 1);
      outlay_json_writer_time (&json, moment);
      assert_ends_as (&json, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/json-writer/commas", test_commas);
  g_test_add_func ("/server/json-writer/numbers", test_numbers);
  g_test_add_func ("/server/json-writer/lines", test_lines);
  g_test_add_func ("/server/json-writer/text", test_text);
  g_test_add_func ("/server/json-writer/time", test_time);

  return g_test_run ();
}
