/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/company/outlay-dashboard.h"
#include "client/outlay-client-error.h"

#define ID "018f0000-0000-7000-8000-0000000000c1"

#define STATES                                                                                     \
  "\"states\":[{\"state\":\"approved\",\"count\":2,\"amount\":{\"minor\":500,\"currency\":"        \
  "\"EUR\"}}]"
#define TOTAL                                                                                      \
  "{\"currency\":\"EUR\",\"count\":2,\"amount\":{\"minor\":500,\"currency\":\"EUR\"}," STATES
#define DECISIONS "\"approved\":4,\"rejected\":1,\"median_seconds\":5400,\"p90_seconds\":86400"

static const char good[] =
    "{\"days\":30,\"from\":\"2026-10-22\",\"to\":\"2026-11-20\","
    "\"waiting\":{\"count\":2,\"oldest_at\":\"2026-11-02T09:30:00.000Z\",\"totals\":[" TOTAL "}]},"
    "\"decided\":{" DECISIONS ",\"before\":{\"approved\":0,\"rejected\":0,\"median_seconds\":null,"
    "\"p90_seconds\":null}},"
    "\"reimbursed\":{\"count\":2,\"totals\":[" TOTAL "}],\"before\":{\"count\":7,\"totals\":[]}},"
    "\"rejections\":[{\"reason\":\"Not readable\",\"count\":3}],"
    "\"departments\":[" TOTAL ",\"departments\":[{\"department\":\"Sales\",\"count\":1,"
    "\"amount\":{\"minor\":300,\"currency\":\"EUR\"},\"states\":[{\"state\":\"approved\","
    "\"count\":1,\"amount\":{\"minor\":300,\"currency\":\"EUR\"}}]},{\"department\":null,"
    "\"count\":1,\"amount\":{\"minor\":200,\"currency\":\"EUR\"},\"states\":[{\"state\":"
    "\"approved\",\"count\":1,\"amount\":{\"minor\":200,\"currency\":\"EUR\"}}]}]},"
    "{\"currency\":\"EUR\",\"converted\":true,\"count\":1,\"amount\":{\"minor\":1000,\"currency\":"
    "\"EUR\"},\"departments\":[{\"department\":null,\"count\":1,\"amount\":{\"minor\":1000,"
    "\"currency\":\"EUR\"},\"states\":[{\"state\":\"approved\",\"count\":1,\"amount\":{\"minor\":"
    "1000,\"currency\":\"EUR\"}}]}]}],"
    "\"over_budget\":[{\"category\":\"" ID "\",\"limit\":{\"minor\":100,\"currency\":\"EUR\"},"
    "\"spent\":{\"minor\":90,\"currency\":\"EUR\"},\"committed\":{\"minor\":20,\"currency\":"
    "\"EUR\"},"
    "\"left\":{\"minor\":-10,\"currency\":\"EUR\"}}]}";

static OutlayDashboard *
parse (const char *text, GError **error)
{
  g_autoptr (JsonNode) json = json_from_string (text, NULL);

  g_assert_nonnull (json);
  return outlay_dashboard_read (json, error);
}

static void
check_department (GArray *departments, guint place, const char *name, gint64 minor)
{
  const OutlayDashboardDepartment *one = &g_array_index (departments, OutlayDashboardDepartment,
                                                         place);

  g_assert_cmpstr (one->name, ==, name);
  g_assert_cmpint (one->total.minor, ==, minor);
}

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayDashboard) dashboard = parse (good, &error);
  g_autoptr (GArray) departments = NULL;
  const OutlayDashboardReason *reasons;
  const OutlayDashboardBudget *over;
  guint n;

  g_assert_no_error (error);
  g_assert_cmpstr (outlay_dashboard_get_days (dashboard)->until, ==, "2026-11-21");
  g_assert_cmpint (outlay_dashboard_get_n_waiting (dashboard), ==, 2);
  g_assert_cmpint (outlay_dashboard_get_waiting (dashboard)->currencies[0].totals.all.minor, ==,
                   500);
  g_assert_cmpint (outlay_dashboard_get_decided (dashboard)->median_seconds, ==, 5400);
  g_assert_cmpint (outlay_dashboard_get_decided_before (dashboard)->median_seconds, ==,
                   OUTLAY_NO_SECONDS);
  g_assert_cmpint (outlay_dashboard_get_n_reimbursed_before (dashboard), ==, 7);

  reasons = outlay_dashboard_get_reasons (dashboard, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (reasons[0].reason, ==, "Not readable");
  departments = outlay_dashboard_sum_departments (dashboard, "EUR", FALSE);
  g_assert_cmpuint (departments->len, ==, 2);
  check_department (departments, 0, "Sales", 300);
  check_department (departments, 1, "", 200);
  g_clear_pointer (&departments, g_array_unref);
  departments = outlay_dashboard_sum_departments (dashboard, "EUR", TRUE);
  g_assert_cmpuint (departments->len, ==, 2);
  check_department (departments, 0, "", 1200);
  check_department (departments, 1, "Sales", 300);
  over = outlay_dashboard_get_over_budget (dashboard, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (over[0].spent + over[0].committed, ==, 110);
}

/* What a word less or a wrong one makes of it: an error, never a number that nobody told. */
static void
test_bad (void)
{
  static const struct
  {
    const char *from;
    const char *to;
  } changes[] = {
    { "\"from\":\"2026-10-22\"", "\"from\":\"2026-13-22\"" },
    { "\"waiting\":", "\"wanting\":" },
    { "\"approved\":4", "\"approved\":-4" },
    { "\"median_seconds\":5400", "\"median_seconds\":\"long\"" },
    { "\"rejections\":[{", "\"rejections\":[7,{" },
    { "\"limit\":{\"minor\":100", "\"limit\":{\"minor\":0" },
    { "\"minor\":300,\"currency\":\"EUR\"},\"states\"",
      "\"minor\":301,\"currency\":\"EUR\"},\"states\"" },
    { "\"departments\":[{", "\"departments\":[null,{" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GString) text = g_string_new (good);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (text, changes[i].from, changes[i].to, 1), ==, 1);
      g_assert_null (parse (text->str, &error));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/dashboard/good", test_good);
  g_test_add_func ("/client/dashboard/bad", test_bad);

  return g_test_run ();
}
