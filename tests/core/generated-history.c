/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "generated-history.h"

#include <math.h>
#include <string.h>

#include "core/insight/outlay-insight-search.h"
#include "core/outlay-time.h"

#define TODAY "2026-11-20"
#define N_DAYS 416
#define DAY_USEC ((double) (24 * G_TIME_SPAN_HOUR))
#define EPOCH 719163

typedef struct
{
  char *id;
  char *merchant;
  char *proof;
  const char *category;
  guint32 day;
  gint64 minor;
  OutlayState state;
  gint64 created_at;
  gint64 submitted_at;
  gint64 decided_at;
} GeneratedExpense;

static void
expense_free (gpointer data)
{
  GeneratedExpense *self = data;

  g_free (self->id);
  g_free (self->merchant);
  g_free (self->proof);
  g_free (self);
}

/* --- drawing ---------------------------------------------------------------------------------- */

static gboolean
has_luck (GeneratedHistory *self, double chance)
{
  return g_rand_double (self->random) < chance;
}

static double
draw_between (GeneratedHistory *self, double low, double high)
{
  return low + (high - low) * g_rand_double (self->random);
}

static guint
draw_number (GeneratedHistory *self, guint low, guint high)
{
  return (guint) g_rand_int_range (self->random, (gint32) low, (gint32) high + 1);
}

static double
draw_normal (GeneratedHistory *self)
{
  return sqrt (-2 * log (1 - g_rand_double (self->random))) *
         cos (2 * G_PI * g_rand_double (self->random));
}

static gint64
draw_amount (GeneratedHistory *self, double median, double deviation)
{
  return (gint64) ceil (median * exp (deviation * draw_normal (self)));
}

static char *
draw_digest (GeneratedHistory *self)
{
  GString *digest = g_string_new (NULL);

  for (guint i = 0; i < 8; i++)
    g_string_append_printf (digest, "%08x", g_rand_int (self->random));

  return g_string_free_and_steal (digest);
}

/* --- one expense ------------------------------------------------------------------------------ */

/* Written down within days, submitted within days, decided within a week most often. */
static GeneratedExpense *
add_expense (GeneratedHistory *self,
             const char *merchant,
             const char *category,
             guint32 day,
             gint64 minor)
{
  GeneratedExpense *expense = g_new0 (GeneratedExpense, 1);
  double at = (day - (double) EPOCH + 0.5) * DAY_USEC;

  expense->id = g_strdup_printf ("%08x-%04u", g_rand_int (self->random), self->expenses->len);
  expense->merchant = g_strdup (merchant);
  expense->proof = draw_digest (self);
  expense->category = category;
  expense->day = day;
  expense->minor = minor;
  at += draw_between (self, 0, 2) * DAY_USEC;
  expense->created_at = (gint64) at;
  at += exp (0.7 + 0.6 * draw_normal (self)) * DAY_USEC;
  expense->submitted_at = (gint64) at;
  at += exp (1.1 + 0.5 * draw_normal (self)) * DAY_USEC;
  expense->decided_at = (gint64) at;
  expense->state = has_luck (self, 0.03) ? OUTLAY_STATE_REJECTED : OUTLAY_STATE_APPROVED;
  g_ptr_array_add (self->expenses, expense);

  return expense;
}

static void
plant (GeneratedHistory *self, Planted what, const char *name)
{
  g_hash_table_add (self->planted[what], g_strdup (name));
}

/* --- what a person spends --------------------------------------------------------------------- */

static gboolean
is_working_day (guint32 day)
{
  return day % 7 >= 1 && day % 7 <= 5; /* Julian 1 is a Monday */
}

/* Shops of a category, each with its prices and visited so many times a year. @growth: by the month */
static void
add_shops (GeneratedHistory *self, const char *category, guint n_shops, double visits, double growth)
{
  for (guint shop = 0; shop < n_shops; shop++)
    {
      g_autofree char *merchant = g_strdup_printf ("%s Shop %u", category, shop);
      double median = exp (draw_between (self, log (500), log (8000)));
      double deviation = draw_between (self, 0.15, 0.45);
      double chance = visits / 365 * draw_between (self, 0.6, 1.4);

      for (guint32 day = self->first; day <= self->today; day++)
        if (has_luck (self, chance * pow (growth, (day - self->first) / 30.4) *
                                (is_working_day (day) ? 1.2 : 0.5)))
          add_expense (self, merchant, category, day, draw_amount (self, median, deviation));
    }
}

static void
add_canteen_and_bus (GeneratedHistory *self)
{
  static const gint64 prices[] = { 650, 790, 920 };

  for (guint32 day = self->first; day <= self->today; day++)
    {
      if (is_working_day (day) && has_luck (self, 0.5))
        add_expense (self, "Canteen", "meals", day, prices[draw_number (self, 0, 2)]);
      if (is_working_day (day) && has_luck (self, 0.05))
        {
          add_expense (self, "Bus", "travel", day, 280);
          add_expense (self, "Bus", "travel", day, 280);
        }
      if (has_luck (self, 0.04))
        {
          g_autofree char *merchant = g_strdup_printf ("Once %u", day);

          add_expense (self, merchant, has_luck (self, 0.5) ? "travel" : "office", day,
                       draw_amount (self, 6000, 0.6));
        }
    }
}

/* By the month on a day of it, now and then some days late; it ends with the day @until. */
static void
add_monthly (GeneratedHistory *self,
             const char *merchant,
             guint of_month,
             gint64 minor,
             double deviation,
             guint32 until)
{
  GDate month;

  g_date_set_julian (&month, self->first);
  for (g_date_set_day (&month, 1); g_date_get_julian (&month) <= self->today;
       g_date_add_months (&month, 1))
    {
      guint n_days = g_date_get_days_in_month (g_date_get_month (&month), g_date_get_year (&month));
      guint32 day = g_date_get_julian (&month) + MIN (of_month, n_days) - 1;

      day += has_luck (self, 0.3) ? draw_number (self, 1, 2) : 0;
      if (day >= self->first && day <= self->today && day <= until)
        add_expense (self, merchant, "running", day,
                     deviation > 0 ? draw_amount (self, (double) minor, deviation) : minor)
            ->state = OUTLAY_STATE_APPROVED;
    }
}

static void
add_weekly (GeneratedHistory *self, const char *merchant, guint32 until)
{
  guint32 weekday = draw_number (self, 0, 6);

  for (guint32 day = self->first + weekday; day <= self->today; day += 7)
    if ((day + 14 > self->today || !has_luck (self, 0.05)) && day <= until)
      add_expense (self, merchant, "running", day + (day < self->today && has_luck (self, 0.1)),
                   3500)
          ->state = OUTLAY_STATE_APPROVED;
}

static void
add_recurring (GeneratedHistory *self)
{
  guint of_month = draw_number (self, 1, 28);
  /* due 12 to 25 days ago: later than it may be, and less than a month */
  guint32 due = self->today - draw_number (self, 12, 25);
  GDate date;

  g_date_set_julian (&date, due);
  add_monthly (self, "Rent", has_luck (self, 0.5) ? 31 : 1, 85000, 0, G_MAXUINT32);
  add_monthly (self, "Power", of_month, 7000, 0.08, G_MAXUINT32);
  add_monthly (self, "office Shop 0", draw_number (self, 1, 28), 999, 0, G_MAXUINT32);
  add_weekly (self, "Cleaning", G_MAXUINT32);
  plant (self, PLANTED_RECURRING, "Rent");
  plant (self, PLANTED_RECURRING, "Power");
  plant (self, PLANTED_RECURRING, "office Shop 0");
  plant (self, PLANTED_RECURRING, "Cleaning");
  if (has_luck (self, 0.7))
    {
      add_monthly (self, "Insurance", g_date_get_day (&date), 4200, 0.02, due - 5);
      plant (self, PLANTED_MISSING, "Insurance");
    }
  /* ended half a year ago */
  add_monthly (self, "Gym", 5, 2990, 0, self->today - 180);
}

/* --- what is hidden in it --------------------------------------------------------------------- */

/* One of the shops' expenses, with @n_least of its shop. */
static GeneratedExpense *
draw_of_shop (GeneratedHistory *self, guint n_least)
{
  for (;;)
    {
      GeneratedExpense *expense = g_ptr_array_index (
          self->expenses, draw_number (self, 0, self->expenses->len - 1));
      guint n = 0;

      if (strstr (expense->merchant, " Shop ") == NULL || expense->state != OUTLAY_STATE_APPROVED ||
          expense->day + 330 < self->today || expense->day + 5 > self->today)
        continue;
      for (guint i = 0; i < self->expenses->len; i++)
        n += g_str_equal (((GeneratedExpense *) g_ptr_array_index (self->expenses, i))->merchant,
                          expense->merchant);
      if (n >= n_least)
        return expense;
    }
}

static void
plant_twins (GeneratedHistory *self)
{
  for (guint i = draw_number (self, 2, 4); i > 0; i--)
    {
      GeneratedExpense *first = draw_of_shop (self, 1);
      gboolean is_same_file = has_luck (self, 0.3);
      g_autofree char *merchant = is_same_file || has_luck (self, 0.5)
                                      ? g_utf8_strup (first->merchant, -1)
                                      : g_strdup (first->merchant);
      GeneratedExpense *second = add_expense (
          self, merchant, first->category,
          first->day + (is_same_file ? 0 : draw_number (self, 0, 2)), first->minor);

      second->state = OUTLAY_STATE_APPROVED;
      if (is_same_file)
        {
          g_free (second->proof);
          second->proof = g_strdup (first->proof);
        }
      plant (self, PLANTED_TWIN, second->id);
    }

  /* two of the same, and the person has said so */
  for (guint i = 0; i < 2; i++)
    {
      GeneratedExpense *first = draw_of_shop (self, 1);
      GeneratedExpense *second = add_expense (self, first->merchant, first->category, first->day,
                                              first->minor);

      g_hash_table_add (self->dismissed, outlay_insight_dup_twins_key (first->id, second->id));
    }
}

static void
plant_slips (GeneratedHistory *self)
{
  for (guint i = draw_number (self, 1, 3); i > 0; i--)
    {
      GeneratedExpense *expense = draw_of_shop (self, 15);

      expense->minor = has_luck (self, 0.7) ? expense->minor * (has_luck (self, 0.5) ? 10 : 100)
                                            : MAX (expense->minor / 100, 1);
      plant (self, PLANTED_SLIP, expense->id);
    }
}

/* Nobody decides what waits, and nobody submits what was left. */
static void
plant_forgotten (GeneratedHistory *self)
{
  double now = (self->today - (double) EPOCH + 0.5) * DAY_USEC;

  for (guint i = 0; i < 4; i++)
    {
      double age = draw_between (self, 25, 80);
      GeneratedExpense *expense = add_expense (self, i < 2 ? "Airline" : "Hotel", "travel",
                                               self->today - (guint32) age - 1,
                                               draw_amount (self, 1500, 0.3));

      expense->created_at = (gint64) (now - age * DAY_USEC);
      expense->submitted_at = i < 2 ? expense->created_at + 1 : 0;
      expense->decided_at = 0;
      expense->state = i < 2 ? OUTLAY_STATE_SUBMITTED : OUTLAY_STATE_DRAFT;
      plant (self, i < 2 ? PLANTED_FORGOTTEN : PLANTED_LEFT, expense->id);
      if (i == 3)
        g_clear_pointer (&expense->proof, g_free);
    }
}

/* What had not happened yet by today has not. */
static void
cut_off (GeneratedHistory *self)
{
  gint64 now = (gint64) ((self->today - (double) EPOCH + 0.5) * DAY_USEC);

  for (guint i = self->expenses->len; i-- > 0;)
    {
      GeneratedExpense *expense = g_ptr_array_index (self->expenses, i);

      if (expense->created_at > now || expense->day > self->today)
        g_ptr_array_remove_index_fast (self->expenses, i);
      else if (expense->submitted_at == 0 || expense->submitted_at > now)
        {
          expense->state = OUTLAY_STATE_DRAFT;
          expense->submitted_at = expense->decided_at = 0;
        }
      else if (expense->decided_at == 0 || expense->decided_at > now)
        {
          expense->state = OUTLAY_STATE_SUBMITTED;
          expense->decided_at = 0;
        }
    }
}

/* --- public ----------------------------------------------------------------------------------- */

void
generated_history_init (GeneratedHistory *self, guint32 seed)
{
  GDate date;

  *self = (GeneratedHistory) {
    .random = g_rand_new_with_seed (seed),
    .expenses = g_ptr_array_new_with_free_func (expense_free),
    .dismissed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  for (guint i = 0; i < N_PLANTED; i++)
    self->planted[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_date_set_parse (&date, TODAY);
  self->today = g_date_get_julian (&date);
  self->first = self->today - N_DAYS + 1;

  add_shops (self, "meals", 5, 30, 1);
  add_shops (self, "office", 4, 20, 1);
  add_shops (self, "travel", 4, 25, 1);
  if (has_luck (self, 0.7))
    {
      add_shops (self, "fun", 2, 50, draw_between (self, 1.09, 1.15));
      plant (self, PLANTED_GROWING, "fun");
    }
  else
    {
      add_shops (self, "fun", 2, 100, 1);
    }
  add_canteen_and_bus (self);
  add_recurring (self);
  plant_twins (self);
  plant_slips (self);
  plant_forgotten (self);
  cut_off (self);
}

void
generated_history_clear (GeneratedHistory *self)
{
  g_clear_pointer (&self->random, g_rand_free);
  g_clear_pointer (&self->expenses, g_ptr_array_unref);
  g_clear_pointer (&self->dismissed, g_hash_table_unref);
  for (guint i = 0; i < N_PLANTED; i++)
    g_clear_pointer (&self->planted[i], g_hash_table_unref);
}

OutlayFacts *
generated_history_make_facts (GeneratedHistory *self)
{
  g_autoptr (OutlayFacts) facts = outlay_facts_new ();

  for (guint i = 0; i < self->expenses->len; i++)
    {
      const GeneratedExpense *expense = g_ptr_array_index (self->expenses, i);
      char day[OUTLAY_DAY_SIZE];

      outlay_insight_put_day (day, expense->day);
      outlay_facts_add (facts, &(OutlayFact) {
                                   .id = expense->id,
                                   .day = day,
                                   .amount = { expense->minor, "EUR" },
                                   .category = expense->category,
                                   .merchant = expense->merchant,
                                   .proofs = expense->proof,
                                   .wants_proof = TRUE,
                                   .state = expense->state,
                                   .created_at = expense->created_at,
                                   .submitted_at = expense->submitted_at,
                                   .decided_at = expense->decided_at,
                               });
    }

  return g_steal_pointer (&facts);
}

OutlayInsightsQuery
generated_history_make_query (GeneratedHistory *self)
{
  return (OutlayInsightsQuery) {
    .today = TODAY,
    .now = (gint64) ((self->today - (double) EPOCH + 0.5) * DAY_USEC),
    .rule = OUTLAY_BUDGET_COMPANY,
    .dismissed = self->dismissed,
  };
}
