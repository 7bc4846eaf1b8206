/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/wire/outlay-json-object.h"
#include "core/outlay-time.h"
#include "test-history.h"
#include "test-numbers.h"

/* Random histories, made on devices and sent to the real server: what the server adds up of a person is what
 * the person's device adds up of its own rows, to the cent; and the company's numbers are all people's. */

#define N_ROUNDS 8

#define ALL_PARTS                                                                                  \
  (TEST_NUMBERS_CATEGORIES | TEST_NUMBERS_MERCHANTS | TEST_NUMBERS_SERIES | TEST_NUMBERS_DRAFTS)

/* --- what is told ----------------------------------------------------------------------------- */

/* (transfer full) */
static JsonNode *ask (TestHistory *self, guint who, const char *format, ...) G_GNUC_PRINTF (3, 4);

static JsonNode *
ask (TestHistory *self, guint who, const char *format, ...)
{
  g_autoptr (OutlayTestReply) reply = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  va_list arguments;
  JsonNode *json;

  va_start (arguments, format);
  path = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  reply = outlay_test_server_send (self->server, self->tokens[who], "GET", path, NULL, NULL);
  g_assert_cmpuint (reply->status, ==, 200);
  bytes = g_bytes_new (reply->body, reply->length);
  json = outlay_json_parse (bytes, &error);
  g_assert_no_error (error);
  return json;
}

/* A report of these days, by each of @members. */
static void
add_report (TestHistory *self,
            TestNumbers *there,
            guint who,
            const char *scope,
            const char *period,
            const OutlayDays *days,
            TestNumbersParts parts)
{
  static const char *const members[][2] = { { "category", "categories" },
                                            { "merchant", "merchants" },
                                            { "person", "people" } };
  char last[OUTLAY_DAY_SIZE];

  outlay_days_get_last (days, last);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (JsonNode) json = NULL;
      JsonObject *object;

      if ((parts & (TEST_NUMBERS_CATEGORIES << i)) == 0)
        continue;

      json = ask (self, who, "/api/v1/reports?scope=%s&period=%s&from=%s&to=%s&by=%s&top=200",
                  scope, period, days->from, last, members[i][0]);
      object = json_node_get_object (json);
      test_numbers_add_told (there, object, members[i][1], TEST_HOME);
      if (i == 0 && (parts & TEST_NUMBERS_SERIES) != 0)
        test_numbers_add_series (there, json_object_get_array_member (object, "periods"),
                                 TEST_HOME);
    }
}

/* A report of one's own, and that of the device. */
static void
check_own (TestHistory *self, guint who, OutlayPeriod period, const OutlayDays *days)
{
  g_autoptr (TestNumbers) here = test_numbers_new ();
  g_autoptr (TestNumbers) there = test_numbers_new ();
  const char *name = outlay_period_to_string (period);
  g_autofree char *about = g_strdup_printf ("%s, by %s from %s until %s", test_emails[who], name,
                                            days->from, days->until);
  TestNumbersParts parts = ALL_PARTS;
  OutlaySpendingQuery query = { .days = *days, .first_weekday = G_DATE_MONDAY };

  query.step = period == OUTLAY_PERIOD_WEEK ? OUTLAY_SPENDING_STEP_WEEK
                                            : OUTLAY_SPENDING_STEP_MONTH;
  if (period == OUTLAY_PERIOD_YEAR)
    parts &= ~TEST_NUMBERS_SERIES;
  add_report (self, there, who, "me", name, days, parts);
  test_numbers_add_kept (here, self->desks[who], &query, parts, test_currencies, TEST_HOME);
  test_numbers_assert_same (here, there, about);
}

/* What the server tells of the last days and of those before, and of each day. */
static void
check_last_days (TestHistory *self, guint who)
{
  g_autoptr (JsonNode) json = ask (self, who, "/api/v1/analytics?days=70&to=%s", self->today);
  JsonObject *object = json_node_get_object (json);
  JsonArray *spans = json_object_get_array_member (object, "spans");
  g_autoptr (TestNumbers) daily_here = test_numbers_new ();
  g_autoptr (TestNumbers) daily_there = test_numbers_new ();
  OutlaySpendingQuery query = { .step = OUTLAY_SPENDING_STEP_MONTH };

  for (guint i = 0; i < json_array_get_length (spans); i++)
    {
      JsonObject *span = json_array_get_object_element (spans, i);
      g_autoptr (TestNumbers) here = test_numbers_new ();
      g_autoptr (TestNumbers) there = test_numbers_new ();
      guint n_days = (guint) json_object_get_int_member (span, "days");

      g_assert_true (outlay_days_last (&query.days, n_days, self->today));
      g_assert_true (outlay_days_before (&query.days, &query.before));
      test_numbers_add_told (there, span, "categories", TEST_HOME);
      test_numbers_add_before (there, json_object_get_object_member (span, "before"), TEST_HOME);
      test_numbers_add_kept (here, self->desks[who], &query,
                             TEST_NUMBERS_CATEGORIES | TEST_NUMBERS_BEFORE | TEST_NUMBERS_DRAFTS,
                             test_currencies, TEST_HOME);
      test_numbers_assert_same (here, there, "the last days");
    }

  query = (OutlaySpendingQuery) { .step = OUTLAY_SPENDING_STEP_DAY };
  g_assert_true (outlay_days_last (&query.days, 70, self->today));
  test_numbers_add_series (daily_there, json_object_get_array_member (object, "daily"), TEST_HOME);
  test_numbers_add_kept (daily_here, self->desks[who], &query,
                         TEST_NUMBERS_SERIES | TEST_NUMBERS_DRAFTS, test_currencies, TEST_HOME);
  test_numbers_assert_same (daily_here, daily_there, "day by day");
}

/* How budgets stand in the month of @day. */
static void
check_budgets (TestHistory *self, guint who, OutlayBudgetScope scope, const char *day)
{
  OutlayBudgetStore *store = outlay_workspace_get_budget_store (self->desks[who]->workspace);
  const char *name = scope == OUTLAY_BUDGET_SCOPE_MINE ? "me" : "company";
  g_autoptr (JsonNode) json = ask (self, who, "/api/v1/analytics?scope=%s&to=%s", name, day);
  g_autoptr (JsonNode) sheet = ask (self, who, "/api/v1/budgets?scope=%s", name);
  g_autofree char *month = g_strndup (day, strlen ("YYYY-MM"));
  g_autoptr (TestNumbers) here = test_numbers_new ();
  g_autoptr (TestNumbers) there = test_numbers_new ();
  g_autoptr (GArray) lines = NULL;
  JsonArray *items;

  if (scope == OUTLAY_BUDGET_SCOPE_COMPANY)
    test_await (outlay_budget_store_ask_company (store, month));
  lines = outlay_budget_store_list (store, scope, month);
  items = json_object_get_array_member (json_node_get_object (sheet), "items");
  g_assert_cmpuint (json_array_get_length (items), ==, lines->len);
  test_numbers_add_budgets (there,
                            json_object_get_array_member (json_node_get_object (json), "budgets"));
  test_numbers_add_lines (here, lines);
  test_numbers_assert_same (here, there, "budgets");
}

/* Everybody's is what each device has of its own, and what a reviewer's tells of all. */
static void
check_company (TestHistory *self, OutlayPeriod period, const OutlayDays *days)
{
  const TestNumbersParts parts = (ALL_PARTS | TEST_NUMBERS_PEOPLE) & ~TEST_NUMBERS_DRAFTS;
  g_autoptr (TestNumbers) there = test_numbers_new ();
  g_autoptr (TestNumbers) shown = test_numbers_new ();
  g_autoptr (TestNumbers) sum = test_numbers_new ();
  OutlaySpendingQuery query = { .days = *days, .first_weekday = G_DATE_MONDAY };

  query.step = period == OUTLAY_PERIOD_WEEK ? OUTLAY_SPENDING_STEP_WEEK
                                            : OUTLAY_SPENDING_STEP_MONTH;
  add_report (self, there, TEST_RUTH, "company", outlay_period_to_string (period), days, parts);
  for (guint i = 0; i < TEST_N_PEOPLE; i++)
    test_numbers_add_kept (sum, self->desks[i], &query, parts, test_currencies, TEST_HOME);
  test_numbers_assert_same (sum, there, "the sum of people");

  query.is_company = TRUE;
  test_numbers_add_kept (shown, self->desks[TEST_RUTH], &query, parts, test_currencies, TEST_HOME);
  test_numbers_assert_same (shown, there, "as a reviewer sees it");
}

/* Any run of days, whatever it begins and ends with. */
static void
pick_days (TestHistory *self, int most, OutlayDays *days)
{
  int first = g_test_rand_int_range (0, most);
  g_autofree char *from = outlay_day_add (self->today, -first);
  g_autofree char *to = outlay_day_add (from, g_test_rand_int_range (0, first + 2));

  g_assert_true (outlay_days_between (days, from, to));
}

static void
check_person (TestHistory *self, guint who)
{
  OutlayPeriod period = (OutlayPeriod) g_test_rand_int_range (0, OUTLAY_N_PERIODS);
  g_autofree char *day = test_history_pick_day (self);
  OutlayDays days;

  test_desk_assert_agrees (self->desks[who]);
  pick_days (self, TEST_DAYS_BACK + 30, &days);
  check_own (self, who, period, &days);
  g_assert_true (outlay_days_of_period (&days, period, day, G_DATE_MONDAY));
  check_own (self, who, period, &days);
  check_budgets (self, who, OUTLAY_BUDGET_SCOPE_MINE, self->today);
  check_budgets (self, who, OUTLAY_BUDGET_SCOPE_MINE, day);
}

static void
check_everything (TestHistory *self)
{
  g_autofree char *day = outlay_day_add (self->today, -TEST_DAYS_BACK);
  g_autofree char *month_ago = outlay_day_add (self->today, -30);
  OutlayDays days;

  for (guint who = 0; who < TEST_N_PEOPLE; who++)
    {
      g_assert_true (outlay_days_between (&days, day, self->today));
      for (guint period = 0; period < OUTLAY_N_PERIODS; period++)
        check_own (self, who, (OutlayPeriod) period, &days);
      check_last_days (self, who);
    }

  check_company (self, OUTLAY_PERIOD_MONTH, &days);
  pick_days (self, 100, &days);
  check_company (self, OUTLAY_PERIOD_WEEK, &days);
  check_budgets (self, TEST_ADAM, OUTLAY_BUDGET_SCOPE_COMPANY, self->today);
  check_budgets (self, TEST_RUTH, OUTLAY_BUDGET_SCOPE_COMPANY, month_ago);
}

static gint64
count (TestNumbers *self, const char *block, OutlayState state)
{
  g_autofree char *name = g_strdup_printf ("%s categories %s", block,
                                           outlay_state_to_string (state));
  const OutlayTotal *total = g_hash_table_lookup (self, name);

  return total != NULL ? total->count : 0;
}

/* A history in which little has happened would prove little. */
static void
assert_is_varied (TestHistory *self)
{
  g_autoptr (TestNumbers) there = test_numbers_new ();
  g_autofree char *day = outlay_day_add (self->today, -TEST_DAYS_BACK);
  gint64 n_home = 0, n_converted = 0, n_all = 0;
  OutlayDays days;

  g_assert_true (outlay_days_between (&days, day, self->today));
  for (guint who = 0; who < TEST_N_PEOPLE; who++)
    add_report (self, there, who, "me", "year", &days, TEST_NUMBERS_CATEGORIES);

  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    {
      gint64 n = 0;

      for (gsize i = 0; test_currencies[i] != NULL; i++)
        n += count (there, test_currencies[i], (OutlayState) state);
      g_test_message ("%s: %" G_GINT64_FORMAT, outlay_state_to_string ((OutlayState) state), n);
      g_assert_cmpint (n, >, 0);
      if (state == OUTLAY_STATE_DRAFT)
        continue;

      n_all += n;
      n_home += count (there, TEST_HOME, (OutlayState) state);
      n_converted += count (there, TEST_HOME "+", (OutlayState) state) -
                     count (there, TEST_HOME, (OutlayState) state);
    }
  g_assert_cmpint (n_home, >, 0);
  g_assert_cmpint (n_converted, >, 0);
  g_assert_cmpint (n_all, >, n_home + n_converted);
}

static void
test_any_history (TestHistory *self, gconstpointer data)
{
  for (int round = 0; round < N_ROUNDS; round++)
    {
      test_history_go_on (self, round % 2 == 1);
      for (guint who = 0; who < TEST_N_PEOPLE; who++)
        check_person (self, who);
    }

  check_everything (self);
  assert_is_varied (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/client/agreement/any-history", TestHistory, NULL, test_history_set_up,
              test_any_history, test_history_tear_down);

  return g_test_run ();
}
