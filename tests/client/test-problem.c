/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/wire/outlay-json-object.h"
#include "client/transport/outlay-problem.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonNode *json = outlay_json_parse (bytes, &error);

  g_assert_no_error (error);
  return json;
}

static OutlayProblem *
read_problem (guint status, const char *text)
{
  g_autoptr (JsonNode) json = parse (text);

  return outlay_problem_new_from_json (status, json);
}

static void
test_reads (void)
{
  g_autoptr (OutlayProblem) problem = read_problem (
      422, "{\"type\":\"about:blank\",\"title\":\"Unprocessable\",\"status\":422,"
           "\"detail\":\"Two fields are wrong.\",\"more\":[1],"
           "\"errors\":[{\"field\":\"amount\",\"message\":\"must be greater than zero\"},"
           "{\"field\":\"proofs[1]\",\"message\":\"was not sent yet\"}]}");

  g_assert_nonnull (problem);
  g_assert_cmpuint (problem->status, ==, 422);
  g_assert_cmpstr (problem->detail, ==, "Two fields are wrong.");
  g_assert_cmpuint (problem->fields->len, ==, 2);
  g_assert_cmpuint (problem->messages->len, ==, 2);
  g_assert_cmpstr (problem->fields->pdata[1], ==, "proofs[1]");
  g_assert_cmpstr (problem->messages->pdata[0], ==, "must be greater than zero");
  g_assert_null (problem->current);
}

/* Anything but the object itself may be missing or of another type. */
static void
test_reads_the_sloppy (void)
{
  static const char *const cases[] = {
    "{\"title\":\"Conflict\"}",
    "{\"title\":\"Conflict\",\"detail\":7,\"errors\":{},\"current\":[]}",
    "{\"title\":\"Conflict\",\"errors\":[1,null,[],\"x\"],\"current\":null}",
    "{\"type\":\"about:blank\",\"title\":null}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayProblem) problem = read_problem (409, cases[i]);

      g_assert_nonnull (problem);
      g_assert_nonnull (problem->detail);
      g_assert_cmpuint (problem->fields->len, ==, 0);
      g_assert_null (problem->current);
    }

  g_assert_null (read_problem (409, "{}"));
  g_assert_null (read_problem (409, "{\"login\":\"here\"}"));
}

static void
test_becomes_code (void)
{
  static const struct
  {
    guint status;
    int code;
    int code_without_problem;
  } cases[] = {
    { 301, OUTLAY_CLIENT_ERROR_REFUSED, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 400, OUTLAY_CLIENT_ERROR_REFUSED, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 401, OUTLAY_CLIENT_ERROR_SIGN_IN, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 403, OUTLAY_CLIENT_ERROR_FORBIDDEN, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 404, OUTLAY_CLIENT_ERROR_GONE, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 408, OUTLAY_CLIENT_ERROR_OFFLINE, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 409, OUTLAY_CLIENT_ERROR_CONFLICT, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 410, OUTLAY_CLIENT_ERROR_GONE, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 412, OUTLAY_CLIENT_ERROR_CONFLICT, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 413, OUTLAY_CLIENT_ERROR_REFUSED, OUTLAY_CLIENT_ERROR_REFUSED },
    { 415, OUTLAY_CLIENT_ERROR_REFUSED, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 422, OUTLAY_CLIENT_ERROR_REFUSED, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 429, OUTLAY_CLIENT_ERROR_OFFLINE, OUTLAY_CLIENT_ERROR_OFFLINE },
    { 500, OUTLAY_CLIENT_ERROR_OFFLINE, OUTLAY_CLIENT_ERROR_OFFLINE },
    { 502, OUTLAY_CLIENT_ERROR_OFFLINE, OUTLAY_CLIENT_ERROR_OFFLINE },
    { 503, OUTLAY_CLIENT_ERROR_OFFLINE, OUTLAY_CLIENT_ERROR_OFFLINE },
    { 511, OUTLAY_CLIENT_ERROR_OFFLINE, OUTLAY_CLIENT_ERROR_OFFLINE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayProblem *problem = read_problem (cases[i].status, "{\"title\":\"x\"}");
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) bare = NULL;

      error = outlay_client_error_new_for_status (cases[i].status, problem, 0);
      bare = outlay_client_error_new_for_status (cases[i].status, NULL, 0);
      g_assert_error (error, OUTLAY_CLIENT_ERROR, cases[i].code);
      g_assert_error (bare, OUTLAY_CLIENT_ERROR, cases[i].code_without_problem);
      g_assert_nonnull (outlay_problem_get (error));
      g_assert_null (outlay_problem_get (bare));
    }
}

/* Futures copy their errors. */
static void
test_survives_copies (void)
{
  OutlayProblem *problem = read_problem (412, "{\"title\":\"Changed\",\"current\":{\"id\":\"7\"},"
                                              "\"errors\":[{\"field\":\"a\",\"message\":\"b\"}]}");
  GError *error = outlay_client_error_new_for_status (412, problem, 12);
  g_autoptr (GError) copy = g_error_copy (error);
  const OutlayProblem *kept;

  g_error_free (error);
  kept = outlay_problem_get (copy);
  g_assert_nonnull (kept);
  g_assert_cmpuint (kept->status, ==, 412);
  g_assert_cmpstr (kept->fields->pdata[0], ==, "a");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (kept->current), "id"), ==,
                   "7");
  g_assert_cmpuint (outlay_client_error_get_retry_after (copy), ==, 12);
  g_assert_true (outlay_client_error_may_have_arrived (copy));
}

static void
test_translates (void)
{
  g_autoptr (GError) refused = outlay_client_error_translate (
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "x"), FALSE);
  g_autoptr (GError) cut = outlay_client_error_translate (
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "x"), TRUE);
  g_autoptr (GError) tls = outlay_client_error_translate (
      g_error_new_literal (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "x"), FALSE);
  g_autoptr (GError) full = outlay_client_error_translate (
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "x"), TRUE);

  g_assert_error (refused, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE);
  g_assert_false (outlay_client_error_may_have_arrived (refused));
  g_assert_error (cut, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE);
  g_assert_true (outlay_client_error_may_have_arrived (cut));
  g_assert_error (tls, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_UNTRUSTED);
  g_assert_error (full, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_DISK_FULL);
  g_assert_true (outlay_client_error_is_passing (tls));
  g_assert_false (outlay_client_error_is_passing (full));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/problem/reads", test_reads);
  g_test_add_func ("/client/problem/reads-the-sloppy", test_reads_the_sloppy);
  g_test_add_func ("/client/problem/becomes-code", test_becomes_code);
  g_test_add_func ("/client/problem/survives-copies", test_survives_copies);
  g_test_add_func ("/client/problem/translates", test_translates);
  return g_test_run ();
}
