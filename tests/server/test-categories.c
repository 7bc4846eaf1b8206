/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-category.h"
#include "outlay-test-company.h"

#define PATH "/api/v1/categories"

static OutlayTestCompany company;
static OutlayTestPerson *const ada = &company.people[ADA];
static OutlayTestPerson *const rita = &company.people[RITA];
static OutlayTestPerson *const amin = &company.people[AMIN];

static void
test_defaults (void)
{
  g_autoptr (OutlayTestAnswer) answer = outlay_test_person_call (ada, "GET", PATH, NULL, NULL);
  gsize n_defaults;
  const OutlayCategoryDefault *defaults = outlay_category_defaults (&n_defaults);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (outlay_test_answer_get_size (answer, "/items"), ==, n_defaults);
  for (gsize i = 0; i < n_defaults; i++)
    {
      g_autofree char *name = g_strdup_printf ("/items/%" G_GSIZE_FORMAT "/name", i);

      g_assert_cmpstr (outlay_test_answer_get_text (answer, name), ==, defaults[i].name);
    }
  g_assert_cmpuint (yyjson_obj_size (yyjson_ptr_get (answer->json, "/items/0")), ==, 6);
}

static void
test_admins_only (void)
{
  g_autofree char *path = g_strconcat (PATH "/", company.category, NULL);
  OutlayTestPerson *others[] = { ada, rita };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_cmpuint (outlay_test_person_ask (others[i], "POST", PATH, NULL, "{\"name\":\"X\"}"),
                        ==, 403);
      g_assert_cmpuint (
          outlay_test_person_ask (others[i], "PUT", path, "If-Match: *\r\n", "{\"name\":\"X\"}"),
          ==, 403);
      g_assert_cmpuint (outlay_test_person_ask (others[i], "DELETE", path, "If-Match: *\r\n", NULL),
                        ==, 403);
    }
  /* Another company's admin does not find it. */
  g_assert_cmpuint (
      outlay_test_person_ask (&company.zoe, "PUT", path, "If-Match: *\r\n", "{\"name\":\"X\"}"), ==,
      404);
}

static void
test_life (void)
{
  g_autoptr (OutlayTestAnswer) made = outlay_test_person_call (
      amin, "POST", PATH, NULL,
      "{\"name\":\"Fairs\",\"icon\":\"tag-symbolic\",\"color\":\"pink\"}");
  g_autofree char *location = outlay_test_reply_dup_header (made->reply, "Location");
  g_autoptr (OutlayTestAnswer) changed = NULL;
  g_autoptr (OutlayTestAnswer) stale = NULL;

  g_assert_cmpuint (made->status, ==, 201);
  g_assert_cmpstr (made->etag, ==, "\"1\"");
  g_assert_true (g_str_has_suffix (location, outlay_test_answer_get_text (made, "/id")));

  changed = outlay_test_person_call (amin, "PUT", location, "If-Match: \"1\"\r\n",
                                     "{\"name\":\"Trade fairs\",\"archived\":true}");
  g_assert_cmpuint (changed->status, ==, 200);
  g_assert_cmpstr (outlay_test_answer_get_text (changed, "/name"), ==, "Trade fairs");
  g_assert_cmpstr (outlay_test_answer_get_text (changed, "/color"), ==, "pink");
  g_assert_true (yyjson_get_bool (yyjson_obj_get (changed->json, "archived")));

  stale = outlay_test_person_call (amin, "PUT", location, "If-Match: \"1\"\r\n",
                                   "{\"name\":\"Y\"}");
  g_assert_cmpuint (stale->status, ==, 412);
  g_assert_cmpstr (outlay_test_answer_get_text (stale, "/current/name"), ==, "Trade fairs");
  g_assert_cmpuint (outlay_test_person_ask (amin, "PUT", location, NULL, "{\"name\":\"Y\"}"), ==,
                    428);

  g_assert_cmpuint (outlay_test_person_ask (amin, "DELETE", location, "If-Match: \"2\"\r\n", NULL),
                    ==, 204);
  g_assert_cmpuint (outlay_test_person_ask (amin, "DELETE", location, "If-Match: \"2\"\r\n", NULL),
                    ==, 404);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *body, *field;
    guint status;
  } cases[] = {
    { "{}", "name", 400 },
    { "{\"name\":5}", "name", 400 },
    { "{\"name\":\"X\",\"archived\":true}", "archived", 400 },
    { "{\"name\":\"X\",\"id\":\"1\"}", "id", 400 },
    { "{\"name\":\" \"}", "name", 422 },
    { "{\"name\":\"a\\u0001b\"}", "name", 422 },
    { "{\"name\":\"TRAVEL\"}", "name", 422 },
    { "{\"name\":\"X\",\"color\":\"#ff0000\"}", "color", 422 },
    { "{\"name\":\"X\",\"icon\":\"../etc\"}", "icon", 422 },
    { "{\"name\":\"X\",\"icon\":\"\"}", "icon", 422 },
  };
  g_autofree char *long_name = g_strnfill (61, 'x');
  g_autofree char *long_body = g_strdup_printf ("{\"name\":\"%s\"}", long_name);
  g_autoptr (OutlayTestAnswer)
      too_long = outlay_test_person_call (amin, "POST", PATH, NULL, long_body);

  g_assert_true (too_long->status == 422 && outlay_test_answer_names (too_long, "name"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayTestAnswer)
          answer = outlay_test_person_call (amin, "POST", PATH, NULL, cases[i].body);

      g_test_message ("%s -> %s", cases[i].body, answer->reply->body);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_true (outlay_test_answer_names (answer, cases[i].field));
    }
}

/* What expenses name is archived, not deleted; and an archived one is not taken for new expenses,
 * but stays where it is. */
static void
test_used (void)
{
  g_autoptr (OutlayTestAnswer)
      made = outlay_test_person_call (amin, "POST", PATH, NULL, "{\"name\":\"Once\"}");
  const char *id = outlay_test_answer_get_text (made, "/id");
  g_autofree char *path = g_strconcat (PATH "/", id, NULL);
  g_autofree char *expense = outlay_test_company_file (&company, ADA, 1);
  g_autofree char *other = outlay_test_company_file (&company, ADA, 2);
  g_autofree char *expense_path = outlay_test_build_path (expense, NULL);
  g_autofree char *other_path = outlay_test_build_path (other, NULL);
  g_autofree char *body = outlay_test_build_body ("Nero", 100, "2026-01-01", id, NULL);
  g_autoptr (OutlayTestAnswer) refused = NULL;
  g_autoptr (OutlayTestAnswer) archived = NULL;

  g_assert_cmpuint (outlay_test_person_ask (ada, "PUT", expense_path, "If-Match: *\r\n", body), ==,
                    200);
  refused = outlay_test_person_call (amin, "DELETE", path, "If-Match: *\r\n", NULL);
  g_assert_cmpuint (refused->status, ==, 409);
  g_assert_cmpstr (outlay_test_answer_get_text (refused, "/current/name"), ==, "Once");

  g_assert_cmpuint (outlay_test_person_ask (amin, "PUT", path, "If-Match: *\r\n",
                                            "{\"name\":\"Once\",\"archived\":true}"),
                    ==, 200);
  archived = outlay_test_person_call (ada, "PUT", other_path, "If-Match: *\r\n", body);
  g_assert_true (archived->status == 422 && outlay_test_answer_names (archived, "category"));
  g_assert_cmpuint (outlay_test_person_ask (ada, "PUT", expense_path, "If-Match: *\r\n", body), ==,
                    200);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  outlay_test_company_set_up (&company);

  g_test_add_func ("/server/categories/defaults", test_defaults);
  g_test_add_func ("/server/categories/admins-only", test_admins_only);
  g_test_add_func ("/server/categories/life", test_life);
  g_test_add_func ("/server/categories/refusals", test_refusals);
  g_test_add_func ("/server/categories/used", test_used);

  status = g_test_run ();
  outlay_test_company_tear_down (&company);
  return status;
}
