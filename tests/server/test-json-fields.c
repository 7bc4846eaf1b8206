/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/http/outlay-json-body.h"
#include "server/outlay-json-fields.h"
#include "server/outlay-reply-private.h"

typedef struct
{
  const char *name;
  gint64 revision;
  gboolean archived;
  yyjson_val *amount;
  yyjson_val *proofs;
  const char *note;
  yyjson_val *limits;
} Into;

static const OutlayJsonField fields[] = {
  { "name", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Into, name) },
  { "revision", OUTLAY_JSON_INT, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Into, revision) },
  { "archived", OUTLAY_JSON_BOOL, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Into, archived) },
  { "amount", OUTLAY_JSON_OBJECT, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Into, amount) },
  { "proofs", OUTLAY_JSON_STRINGS, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Into, proofs) },
  { "note", OUTLAY_JSON_STRING, OUTLAY_JSON_NULLABLE, G_STRUCT_OFFSET (Into, note) },
  { "limits", OUTLAY_JSON_OBJECTS, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Into, limits) },
};

/* (nullable): the refusal of @text, whose document is left in @doc */
static OutlayReply *
read_text (const char *text, const char *prefix, Into *into, guint64 *present, yyjson_doc **doc)
{
  OutlayReply *refusal = outlay_json_body_parse (text, strlen (text), doc);

  if (refusal != NULL)
    return refusal;

  return outlay_json_fields_read (yyjson_doc_get_root (*doc), prefix, fields, G_N_ELEMENTS (fields),
                                  into, present);
}

static void
test_good (void)
{
  Into into = { .revision = 7 };
  guint64 present = 0;
  yyjson_doc *doc = NULL;
  OutlayReply *reply = read_text ("{\"note\":null,\"name\":\"N\\u00e9ro\",\"archived\":true,"
                                  "\"amount\":{\"minor\":1},\"proofs\":[\"a\",\"b\"],"
                                  "\"limits\":[{},{\"most\":1},{}]}",
                                  NULL, &into, &present, &doc);

  g_assert_null (reply);
  g_assert_cmpstr (into.name, ==, "N\xc3\xa9ro");
  g_assert_true (into.archived);
  g_assert_true (yyjson_is_obj (into.amount));
  g_assert_cmpuint (yyjson_arr_size (into.proofs), ==, 2);
  g_assert_cmpuint (yyjson_arr_size (into.limits), ==, 3);
  /* Absent and null leave things alone; null was there all the same. */
  g_assert_cmpint (into.revision, ==, 7);
  g_assert_null (into.note);
  g_assert_cmphex (present, ==, 0x7d);
  yyjson_doc_free (doc);
}

static void
test_limits_of_int (void)
{
  static const char *const good[] = { "9223372036854775807", "-9223372036854775808", "0", "-1" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"name\":\"\",\"revision\":%s}", good[i]);
      Into into = { 0 };
      yyjson_doc *doc = NULL;

      g_assert_null (read_text (text, NULL, &into, NULL, &doc));
      g_assert_cmpint (into.revision, ==, g_ascii_strtoll (good[i], NULL, 10));
      yyjson_doc_free (doc);
    }
}

typedef struct
{
  const char *text;
  const char *field; /* (nullable): that must be named */
} BadCase;

static const BadCase bad[] = {
  { "{}", "name" },
  { "{\"name\":null}", "name" },
  { "{\"name\":1}", "name" },
  { "{\"name\":[\"x\"]}", "name" },
  { "{\"name\":\"a\\u0000b\"}", "name" },
  { "{\"name\":\"\",\"colour\":\"red\"}", "colour" },
  { "{\"name\":\"\",\"Name\":\"\"}", "Name" },
  { "{\"name\":\"\",\"name\":\"\"}", "name" },
  { "{\"name\":\"\",\"n\\u0061me\":\"\"}", "name" },
  { "{\"name\":\"\",\"amount\":{\"minor\":1,\"minor\":2}}", "amount.minor" },
  { "{\"name\":\"\",\"revision\":12.5}", "revision" },
  { "{\"name\":\"\",\"revision\":1.0}", "revision" },
  { "{\"name\":\"\",\"revision\":1e2}", "revision" },
  { "{\"name\":\"\",\"revision\":1e400}", "revision" },
  { "{\"name\":\"\",\"revision\":9223372036854775808}", "revision" },
  { "{\"name\":\"\",\"revision\":-9223372036854775809}", "revision" },
  { "{\"name\":\"\",\"revision\":99999999999999999999999999}", "revision" },
  { "{\"name\":\"\",\"revision\":\"1\"}", "revision" },
  { "{\"name\":\"\",\"revision\":true}", "revision" },
  { "{\"name\":\"\",\"archived\":1}", "archived" },
  { "{\"name\":\"\",\"archived\":\"true\"}", "archived" },
  { "{\"name\":\"\",\"amount\":[]}", "amount" },
  { "{\"name\":\"\",\"amount\":12}", "amount" },
  { "{\"name\":\"\",\"proofs\":{}}", "proofs" },
  { "{\"name\":\"\",\"proofs\":\"x\"}", "proofs" },
  { "{\"name\":\"\",\"proofs\":[\"x\",1]}", "proofs" },
  { "{\"name\":\"\",\"proofs\":[null]}", "proofs" },
  { "{\"name\":\"\",\"proofs\":[\"x\\u0000\"]}", "proofs" },
  { "{\"name\":\"\",\"limits\":{}}", "limits" },
  { "{\"name\":\"\",\"limits\":[{},[]]}", "limits" },
  { "{\"name\":\"\",\"limits\":[null]}", "limits" },
  { "", NULL },
  { "null", NULL },
  { "[]", NULL },
  { "\"name\"", NULL },
  { "{\"name\":\"x\"", NULL },
  { "{\"name\":\"x\",}", NULL },
  { "{'name':'x'}", NULL },
  { "{name:\"x\"}", NULL },
  { "{\"name\":\"x\"}//", NULL },
  { "{\"name\":\"x\"}{}", NULL },
  { "\xef\xbb\xbf{\"name\":\"x\"}", NULL },
  { "{\"name\":\"\xff\"}", NULL },
  { "{\"name\":\"\xed\xa0\x80\"}", NULL },
  { "{\"name\":\"\\ud800\"}", NULL },
  { "{\"name\":\"a\nb\"}", NULL },
  { "{\"name\":\"\",\"revision\":NaN}", NULL },
  { "{\"name\":\"\",\"revision\":Infinity}", NULL },
  { "{\"name\":\"\",\"revision\":01}", NULL },
  { "{\"name\":\"\",\"revision\":+1}", NULL },
  { "{\"name\":\"\",\"revision\":0x10}", NULL },
};

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      Into into = { 0 };
      yyjson_doc *doc = NULL;
      g_autoptr (OutlayReply) reply = read_text (bad[i].text, NULL, &into, NULL, &doc);

      g_test_message ("case %zu", i);
      g_assert_nonnull (reply);
      g_assert_cmpuint (outlay_reply_get_status (reply), ==, 400);
      if (bad[i].field != NULL)
        {
          g_autofree char *named = g_strdup_printf ("\"field\":\"%s\"", bad[i].field);

          g_assert_nonnull (strstr (reply->body, named));
        }
      yyjson_doc_free (doc);
    }
}

/* All that is wrong is told at once, under the names of the outer object. */
static void
test_all_at_once (void)
{
  Into into = { 0 };
  yyjson_doc *doc = NULL;
  g_autoptr (OutlayReply)
      reply = read_text ("{\"revision\":\"x\",\"extra\":1}", "amount", &into, NULL, &doc);

  g_assert_nonnull (strstr (reply->body, "\"field\":\"amount.revision\""));
  g_assert_nonnull (strstr (reply->body, "\"field\":\"amount.extra\""));
  g_assert_nonnull (strstr (reply->body, "\"field\":\"amount.name\",\"message\":\"is missing\""));
  yyjson_doc_free (doc);
}

static void
test_depth (void)
{
  for (guint depth = 1; depth <= 40; depth++)
    {
      g_autofree char *open = g_strnfill (depth, '[');
      g_autofree char *close = g_strnfill (depth, ']');
      g_autofree char *text = g_strdup_printf ("{\"a\":%s%s}", open, close);
      yyjson_doc *doc = NULL;
      g_autoptr (OutlayReply) reply = outlay_json_body_parse (text, strlen (text), &doc);

      /* The object itself is the first level. */
      g_assert_true ((reply == NULL) == (depth + 1 <= OUTLAY_JSON_MAX_DEPTH));
      yyjson_doc_free (doc);
    }
}

/* As deep as 64 KiB can go, and as many names: refused in no time. */
static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (60000, '[');
  g_autoptr (GString) wide = g_string_new ("{");
  gint64 start = g_get_monotonic_time ();
  yyjson_doc *doc = NULL;
  g_autoptr (OutlayReply) first = outlay_json_body_parse (deep, strlen (deep), &doc);
  g_autoptr (OutlayReply) second = NULL;

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (wide, "%s\"n%05u\":1", i > 0 ? "," : "", i);
  g_string_append (wide, "}");
  second = outlay_json_body_parse (wide->str, wide->len, &doc);

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 100 * G_TIME_SPAN_MILLISECOND);
}

static void
test_content_type (void)
{
  static const char *const good[] = {
    "application/json",
    "Application/JSON",
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    "application/json; charset=\"utf-8\"",
    "application/json ",
  };
  static const char *const wrong[] = {
    "",
    "text/plain",
    "application/jsonp",
    "application/json; charset=latin1",
    "application/json; version=1",
    "application/json;",
    "application/problem+json",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (outlay_json_body_is_type (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (outlay_json_body_is_type (wrong[i]));
  g_assert_false (outlay_json_body_is_type (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/json-fields/good", test_good);
  g_test_add_func ("/server/json-fields/limits-of-int", test_limits_of_int);
  g_test_add_func ("/server/json-fields/bad", test_bad);
  g_test_add_func ("/server/json-fields/all-at-once", test_all_at_once);
  g_test_add_func ("/server/json-fields/depth", test_depth);
  g_test_add_func ("/server/json-fields/hostile", test_hostile);
  g_test_add_func ("/server/json-fields/content-type", test_content_type);

  return g_test_run ();
}
