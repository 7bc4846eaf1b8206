/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-store-private.h"
#include "client/account/outlay-workspace-private.h"
#include "client/budgets/outlay-budget-push.h"
#include "core/outlay-time.h"
#include "test-desk.h"

/* Budgets between devices and the real server. */

#define ADA "ada@example.com"
#define ANA "ana@example.com"

typedef struct
{
  OutlayTestServer *server;
  TestDesk *ada;   /* an admin */
  TestDesk *ana;   /* Ana at her desk */
  TestDesk *train; /* Ana on the train */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = outlay_test_server_new ();
  outlay_test_server_add_user (self->server, "Acme", ADA, "Ada", "admin");
  outlay_test_server_add_user (self->server, "Acme", ANA, "Ana", "employee");
  self->ada = test_desk_new (self->server, ADA);
  self->ana = test_desk_new (self->server, ANA);
  self->train = test_desk_new (self->server, ANA);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->train, test_desk_free);
  g_clear_pointer (&self->ana, test_desk_free);
  g_clear_pointer (&self->ada, test_desk_free);
  g_clear_pointer (&self->server, outlay_test_server_free);
}

static OutlayBudgetStore *
get_store (TestDesk *desk)
{
  return outlay_workspace_get_budget_store (desk->workspace);
}

static const char *
get_category (TestDesk *desk, const char *name)
{
  OutlayCategoryStore *store = outlay_workspace_get_category_store (desk->workspace);
  OutlayCategory *category = outlay_category_store_find_name (store, name, NULL);

  g_assert_nonnull (category);
  return outlay_category_get_id (category);
}

static OutlayBudget
make_budget (TestDesk *desk, const char *category, gint64 minor)
{
  OutlayBudget budget = { .limit = { minor, "EUR" } };

  if (category != NULL)
    g_strlcpy (budget.category, get_category (desk, category), sizeof budget.category);

  return budget;
}

static void
set (TestDesk *desk, const char *category, gint64 minor)
{
  OutlayBudget budget = make_budget (desk, category, minor);

  test_await (outlay_budget_store_set (get_store (desk), &budget));
}

/* The limit; 0 where there is none. */
static gint64
get (TestDesk *desk, OutlayBudgetScope scope, const char *category, gboolean *is_waiting)
{
  g_autoptr (GArray) lines = outlay_budget_store_list (get_store (desk), scope, "2026-11");
  const char *id = category != NULL ? get_category (desk, category) : "";

  for (guint i = 0; i < lines->len; i++)
    {
      const OutlayBudgetLine *line = &g_array_index (lines, OutlayBudgetLine, i);

      if (!g_str_equal (line->budget.category, id))
        continue;
      if (is_waiting != NULL)
        *is_waiting = line->is_waiting;
      return line->budget.limit.minor;
    }

  return 0;
}

static gint64
get_mine (TestDesk *desk, const char *category)
{
  return get (desk, OUTLAY_BUDGET_SCOPE_MINE, category, NULL);
}

/* Set without a network, it is there at once, and comes to the other device by way of the company. */
static void
test_offline (Fixture *self, gconstpointer data)
{
  gboolean is_waiting = FALSE;
  g_autoptr (GError) offline = NULL;

  outlay_test_server_stop (self->server);
  set (self->ana, "Meals", 20000);
  set (self->ana, NULL, 90000);
  offline = test_desk_sync_error (self->ana);
  g_assert_error (offline, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE);
  g_assert_cmpint (get (self->ana, OUTLAY_BUDGET_SCOPE_MINE, "Meals", &is_waiting), ==, 20000);
  g_assert_true (is_waiting);

  /* It is on disk, and not forgotten. */
  test_desk_close (self->ana);
  test_desk_open (self->ana);
  outlay_test_server_start (self->server);
  test_desk_sync (self->ana);
  g_assert_cmpint (get (self->ana, OUTLAY_BUDGET_SCOPE_MINE, "Meals", &is_waiting), ==, 20000);
  g_assert_false (is_waiting);

  test_desk_sync (self->train);
  g_assert_cmpint (get_mine (self->train, "Meals"), ==, 20000);
  g_assert_cmpint (get_mine (self->train, NULL), ==, 90000);

  /* Nobody else's business. */
  test_desk_sync (self->ada);
  g_assert_cmpint (get_mine (self->ada, "Meals"), ==, 0);
}

/* Two devices changed different entries, and the same one: both hold, and of the same the later sent. */
static void
test_merges (Fixture *self, gconstpointer data)
{
  OutlayBudget lodging;

  set (self->ana, "Meals", 20000);
  set (self->ana, "Lodging", 30000);
  test_desk_sync (self->ana);
  test_desk_sync (self->train);

  set (self->ana, "Travel", 50000);
  set (self->ana, "Meals", 21000);
  set (self->train, "Meals", 22000);
  set (self->train, NULL, 99900);
  lodging = make_budget (self->train, "Lodging", 1);
  test_await (outlay_budget_store_remove (get_store (self->train), &lodging));

  test_desk_sync (self->ana);
  test_desk_sync (self->train);
  test_desk_sync (self->ana);

  for (guint i = 0; i < 2; i++)
    {
      TestDesk *desk = i == 0 ? self->ana : self->train;

      g_assert_cmpint (get_mine (desk, "Meals"), ==, 22000);
      g_assert_cmpint (get_mine (desk, "Travel"), ==, 50000);
      g_assert_cmpint (get_mine (desk, "Lodging"), ==, 0);
      g_assert_cmpint (get_mine (desk, NULL), ==, 99900);
      g_assert_false (outlay_budget_push_is_due (outlay_workspace_get_database (desk->workspace)));
    }
}

/* The company's are its admins' to set, and everybody's to see. */
static void
test_company (Fixture *self, gconstpointer data)
{
  OutlayBudget budget = make_budget (self->ada, "Meals", 70000);
  g_autofree char *today = outlay_day_today ();
  g_autofree char *asked_at = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GError) forbidden = NULL;
  g_autoptr (GError) also = NULL;
  g_autofree char *id = NULL;

  test_await (outlay_budget_store_set_company (get_store (self->ada), &budget));
  g_assert_cmpint (get (self->ada, OUTLAY_BUDGET_SCOPE_COMPANY, "Meals", NULL), ==, 70000);
  test_desk_sync (self->ana);
  g_assert_cmpint (get (self->ana, OUTLAY_BUDGET_SCOPE_COMPANY, "Meals", NULL), ==, 70000);

  forbidden = test_await_error (outlay_budget_store_set_company (get_store (self->ana), &budget));
  g_assert_error (forbidden, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN);
  also = test_await_error (outlay_budget_store_ask_company (get_store (self->ana), today));
  g_assert_error (also, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN);

  /* How it stands is asked for, and kept with its time. */
  g_assert_null (outlay_budget_store_dup_asked_at (get_store (self->ada), today));
  test_await (outlay_budget_store_ask_company (get_store (self->ada), today));
  asked_at = outlay_budget_store_dup_asked_at (get_store (self->ada), today);
  g_assert_nonnull (asked_at);
  lines = outlay_budget_store_list (get_store (self->ada), OUTLAY_BUDGET_SCOPE_COMPANY, today);
  g_assert_true (g_array_index (lines, OutlayBudgetLine, 0).has_standing);
  g_assert_cmpint (g_array_index (lines, OutlayBudgetLine, 0).standing.left, ==, 70000);

  /* Another entry leaves this one as it is, and zero takes it away. */
  budget = make_budget (self->ada, NULL, 500000);
  test_await (outlay_budget_store_set_company (get_store (self->ada), &budget));
  budget = make_budget (self->ada, "Meals", 0);
  test_await (outlay_budget_store_set_company (get_store (self->ada), &budget));
  g_assert_cmpint (get (self->ada, OUTLAY_BUDGET_SCOPE_COMPANY, "Meals", NULL), ==, 0);
  g_assert_cmpint (get (self->ada, OUTLAY_BUDGET_SCOPE_COMPANY, NULL, NULL), ==, 500000);
}

/* A budget of a category that the company has deleted meanwhile goes; the others get through. */
static void
test_category_gone (Fixture *self, gconstpointer data)
{
  g_autofree char *meals = g_strdup (get_category (self->ana, "Meals"));
  g_autofree char *token = outlay_test_server_sign_in (self->server, ADA);
  g_autofree char *path = g_strconcat ("/api/v1/categories/", meals, NULL);
  g_autoptr (OutlayTestReply) reply = NULL;

  set (self->ana, "Meals", 20000);
  set (self->ana, "Travel", 40000);
  reply = outlay_test_server_send (self->server, token, "DELETE", path, "If-Match: \"1\"\r\n",
                                   NULL);
  g_assert_cmpuint (reply->status, ==, 204);

  test_desk_sync (self->ana);
  g_assert_cmpint (get_mine (self->ana, "Travel"), ==, 40000);
  g_assert_false (outlay_budget_push_is_due (outlay_workspace_get_database (self->ana->workspace)));
  test_desk_sync (self->train);
  g_assert_cmpint (get_mine (self->train, "Travel"), ==, 40000);
}

/* Budgets of a device that comes to a company: those of categories that are there as well by their name, and
 * beside what the person has there already. */
static void
test_connects (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDesk) device = test_desk_new_on_device (self->server, ANA);
  OutlayCategoryFields fields = { "Gifts", "outlay-gift-symbolic", "pink", FALSE };

  set (self->ana, "Lodging", 30000);
  test_desk_sync (self->ana);

  test_await (
      outlay_category_store_add (outlay_workspace_get_category_store (device->workspace), &fields));
  set (device, "Meals", 20000);
  set (device, "Gifts", 5000);
  set (device, NULL, 90000);
  test_await (outlay_workspace_connect (device->workspace, device->session));
  test_desk_sync_until_done (device);
  test_desk_sync (self->ana);

  g_assert_cmpint (get_mine (self->ana, "Meals"), ==, 20000);
  g_assert_cmpint (get_mine (self->ana, "Lodging"), ==, 30000);
  g_assert_cmpint (get_mine (self->ana, NULL), ==, 90000);
  g_assert_cmpint (get_mine (device, "Lodging"), ==, 30000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                            \
  g_test_add ("/client/budget-sync/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("offline", test_offline);
  ADD ("merges", test_merges);
  ADD ("company", test_company);
  ADD ("category-gone", test_category_gone);
  ADD ("connects", test_connects);

  return g_test_run ();
}
