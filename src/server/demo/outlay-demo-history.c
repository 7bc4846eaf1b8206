/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/demo/outlay-demo-history.h"

#include "core/outlay-time.h"

#define EMMA OUTLAY_DEMO_EMMA
#define RAVI OUTLAY_DEMO_RAVI
#define JONAS OUTLAY_DEMO_JONAS
#define LUCIA OUTLAY_DEMO_LUCIA

/* How far back the history goes, and where the weeks begin that are told one by one. */
#define N_MONTHS 14
#define TOLD_DAYS 100

static const OutlayDemoExpense recent[] = {
  { EMMA, "Deutsche Bahn", 8990, "EUR", 96, "Travel", "Hamburg, site visit", "sap" },
  { EMMA, "Hotel Hafenblick", 23800, "EUR", 95, "Lodging", "Two nights", "sap" },
  { EMMA, "Fischmarkt Bistro", 3450, "EUR", 95, "Meals", "", "sap" },
  { JONAS, "Bosch Rexroth Academy", 49000, "EUR", 92, "Training and conferences",
    "Hydraulics, day two", "sap" },
  { LUCIA, "Trenitalia", 6120, "EUR", 88, "Travel", "Bologna and back", "sap" },
  { LUCIA, "Trattoria da Enzo", 4280, "EUR", 88, "Meals", "With the supplier", "sap" },
  { JONAS, "Conrad Electronic", 12745, "EUR", 81, "Equipment", "Test leads, spare probes", "sap" },
  { EMMA, "Buchhandlung Reuter", 5990, "EUR", 74, "Office supplies", "Two norms on paper", "sap" },
  { EMMA, "Taxi Lindner", 2380, "EUR", 67, "Taxi and parking", "Last train had gone", "srusap" },
  { LUCIA, "Papeterie Blanc", 1875, "EUR", 63, "Office supplies", "", "sap" },
  { JONAS, "Hotel Seeblick", 11900, "EUR", 60, "Lodging", "Friedrichshafen", "sap" },
  { JONAS, "Gasthof Adler", 2740, "EUR", 60, "Meals", "", "sap" },
  { EMMA, "SJ", 74500, "SEK", 52, "Travel", "Gothenburg", "sa" },
  { EMMA, "Clarion Post", 189500, "SEK", 51, "Lodging", "One night, with breakfast", "sa" },
  { EMMA, "Saluhallen", 22400, "SEK", 51, "Meals", "Lunch for two", "sa" },
  { LUCIA, "Esselunga", 2165, "EUR", 44, "Meals", "Water and fruit for the workshop", "sa" },
  { JONAS, "Shell Station 2217", 6834, "EUR", 41, "Fuel and mileage", "Van, 38 litres", "sa" },
  { JONAS, "Parkhaus Altstadt", 1800, "EUR", 41, "Taxi and parking", "", "sa" },
  { LUCIA, "FedEx Office", 3390, "EUR", 36, "Postage and shipping", "Drawings to Turin", "sa" },
  { EMMA, "Bauhaus", 4725, "EUR", 33, "Equipment", "Clamps and tape", "sa" },
  { LUCIA, "Hotel Novara", 14200, "EUR", 30, "Lodging", "", "srusrus" },
  { JONAS, "Kaffeemanufaktur", 1290, "EUR", 26, "Meals", "", "sr" },
  { EMMA, "Deutsche Bahn", 6740, "EUR", 24, "Travel", "Cologne", "sa" },
  { EMMA, "Cafe Reichard", 2960, "EUR", 24, "Meals", "Lunch with Ms Okafor", "sr" },
  { LUCIA, "Coursera", 4900, "EUR", 20, "Training and conferences", "Control theory", "s" },
  { JONAS, "Reichelt", 8815, "EUR", 17, "Equipment", "Power supply", "s" },
  { LUCIA, "Italo Treno", 4990, "EUR", 13, "Travel", "", "s" },
  { LUCIA, "Osteria Vecchia", 5640, "EUR", 13, "Meals", "Four people", "s" },
  { JONAS, "Bahnhof Parken", 950, "EUR", 11, "Taxi and parking", "", "s" },
  { EMMA, "Swiss Federal Railways", 11800, "CHF", 9, "Travel", "Zurich, round trip", "s" },
  { EMMA, "Kronenhalle", 8650, "CHF", 9, "Meals", "Dinner with the client", "s" },
  { EMMA, "Mobility Car Sharing", 4230, "CHF", 8, "Travel", "", "srus" },
  { RAVI, "Lufthansa", 28940, "EUR", 7, "Travel", "Review in Munich", "s" },
  { RAVI, "Motel One", 10900, "EUR", 6, "Lodging", "", "s" },
  { JONAS, "Hornbach", 3718, "EUR", 5, "Equipment", "", "s" },
  { LUCIA, "Libreria Feltrinelli", 2700, "EUR", 4, "Office supplies", "", "" },
  { EMMA, "Edeka", 1845, "EUR", 3, "Meals", "Snacks for the stand-up", "s" },
  { EMMA, "Taxi Lindner", 1920, "EUR", 2, "Taxi and parking", "", "" },
  { EMMA, "Backhaus Nagel", 640, "EUR", 1, "Meals", "", "" },
  { EMMA, "Taxi Lindner", 18400, "EUR", 12, "Taxi and parking", "Airport", "s" },
  { EMMA, "Edeka", 1845, "EUR", 2, "Meals", "Snacks for the stand-up", "" },
};

/* What comes on the same day of every month. @n_last: of which month back it was the last, 0 for the
 * present one */
typedef struct
{
  OutlayDemoPerson owner;
  const char *merchant;
  gint64 minor;
  const char *category;
  const char *note;
  guint day;
  guint n_last;
} Regular;

static const Regular regulars[] = {
  { EMMA, "Adobe", 2379, "Software and subscriptions", "Creative Cloud", 4, 0 },
  { EMMA, "Telekom", 3995, "Phone and internet", "Mobile", 8, 0 },
  { EMMA, "Dropbox", 1199, "Software and subscriptions", "", 3, 1 },
  { JONAS, "Vodafone", 2999, "Phone and internet", "Mobile", 11, 0 },
  { RAVI, "JetBrains", 1690, "Software and subscriptions", "", 6, 0 },
};

static const char *const cities[] = { "Hamburg", "Munich", "Leipzig", "Stuttgart", "Bremen" };
static const char *const hotels[] = { "Hotel Hafenblick", "Motel One", "Hotel Seeblick",
                                      "Gasthof zur Post", "Hotel Novara" };
static const char *const tables[] = { "Fischmarkt Bistro", "Cafe Reichard", "Backhaus Nagel",
                                      "Trattoria da Enzo", "Gasthof Adler", "Edeka" };
static const char *const shops[] = { "Conrad Electronic", "Reichelt", "Bauhaus", "Hornbach" };

typedef struct
{
  GArray *history;
  GRand *chance;
  const char *today;
} Teller;

static const char *
choose (Teller *self, const char *const *from, gsize n)
{
  return from[g_rand_int_range (self->chance, 0, (gint32) n)];
}

/* Older ones are paid; a few of them came back first. */
static void
add (Teller *self, OutlayDemoExpense expense)
{
  expense.currency = "EUR";
  if (expense.days_ago < 45)
    expense.path = expense.days_ago < 14 ? "s" : "sa";
  else
    expense.path = g_rand_int_range (self->chance, 0, 14) == 0 ? "srusap" : "sap";

  g_array_append_val (self->history, expense);
}

static gint64
around (Teller *self, gint64 minor)
{
  return minor * g_rand_int_range (self->chance, 80, 125) / 100 / 5 * 5;
}

static guint
count_days_ago (Teller *self, const GDate *day)
{
  g_autofree char *text = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (day),
                                           g_date_get_month (day), g_date_get_day (day));
  GDate today;

  if (g_strcmp0 (text, self->today) >= 0)
    return 0;

  g_date_clear (&today, 1);
  g_date_set_parse (&today, self->today);
  return (guint) g_date_days_between (day, &today);
}

static void
tell_regulars (Teller *self, const GDate *first, guint months_ago)
{
  for (gsize i = 0; i < G_N_ELEMENTS (regulars); i++)
    {
      const Regular *regular = &regulars[i];
      GDate day = *first;
      guint days_ago;

      g_date_set_day (&day, (GDateDay) regular->day);
      days_ago = count_days_ago (self, &day);
      if (days_ago > 0 && months_ago >= regular->n_last)
        add (self, (OutlayDemoExpense) { regular->owner, regular->merchant, regular->minor, NULL,
                                         days_ago, regular->category, regular->note, NULL });
    }
}

static void
tell_trip (Teller *self, OutlayDemoPerson who, guint days_ago)
{
  const char *city = choose (self, cities, G_N_ELEMENTS (cities));

  if (days_ago < TOLD_DAYS)
    return;

  add (self, (OutlayDemoExpense) { who, who == LUCIA ? "Trenitalia" : "Deutsche Bahn",
                                   around (self, 8200), NULL, days_ago, "Travel", city, NULL });
  add (self,
       (OutlayDemoExpense) { who, choose (self, hotels, G_N_ELEMENTS (hotels)),
                             around (self, 11500), NULL, days_ago, "Lodging", "One night", NULL });
  add (self, (OutlayDemoExpense) { who, choose (self, tables, G_N_ELEMENTS (tables)),
                                   around (self, 3100), NULL, days_ago - 1, "Meals", city, NULL });
  if (who == EMMA)
    add (self, (OutlayDemoExpense) { who, "Taxi Lindner", around (self, 2200), NULL, days_ago - 1,
                                     "Taxi and parking", "", NULL });
}

/* Emma eats out more often from month to month of late. */
static void
tell_meals (Teller *self, const GDate *first, guint months_ago)
{
  guint n_meals = months_ago >= 5 ? 3 : 8 - months_ago;

  for (guint i = 0; i < n_meals; i++)
    {
      GDate day = *first;
      guint days_ago;

      g_date_set_day (&day, (GDateDay) (2 + i * 3));
      days_ago = count_days_ago (self, &day);
      if (days_ago > 0)
        add (self, (OutlayDemoExpense) { EMMA, choose (self, tables, G_N_ELEMENTS (tables)),
                                         around (self, 1900), NULL, days_ago, "Meals", "", NULL });
    }
}

static void
tell_month (Teller *self, const GDate *first, guint months_ago)
{
  GDate day = *first;
  guint days_ago;

  tell_regulars (self, first, months_ago);
  tell_meals (self, first, months_ago);

  g_date_set_day (&day, (GDateDay) g_rand_int_range (self->chance, 5, 24));
  days_ago = count_days_ago (self, &day);
  for (int n_trips = g_rand_int_range (self->chance, 0, 4); n_trips > 0; n_trips--)
    tell_trip (self, EMMA, days_ago + 4 * (guint) n_trips);
  tell_trip (self, months_ago % 2 == 0 ? JONAS : LUCIA, days_ago + 3);

  if (days_ago >= TOLD_DAYS)
    {
      add (self,
           (OutlayDemoExpense) { JONAS, choose (self, shops, G_N_ELEMENTS (shops)),
                                 around (self, 6400), NULL, days_ago, "Equipment", "", NULL });
      add (self, (OutlayDemoExpense) { EMMA, "Buchhandlung Reuter", around (self, 2400), NULL,
                                       days_ago + 1, "Office supplies", "", NULL });
    }
  if (months_ago == 1 || months_ago == 13)
    add (self, (OutlayDemoExpense) { RAVI, "BahnCard 50", 24400, NULL, MAX (days_ago, 1), "Travel",
                                     "For a year", NULL });
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const OutlayDemoExpense *x = a;
  const OutlayDemoExpense *y = b;

  return x->days_ago < y->days_ago ? 1 : x->days_ago > y->days_ago ? -1 : 0;
}

GArray *
outlay_demo_history_new (const char *today)
{
  Teller self = {
    .history = g_array_new (FALSE, FALSE, sizeof (OutlayDemoExpense)),
    .chance = g_rand_new_with_seed (1),
    .today = today,
  };
  GDate first;

  g_date_clear (&first, 1);
  g_date_set_parse (&first, today);
  g_date_set_day (&first, 1);
  for (guint months_ago = 0; months_ago < N_MONTHS; months_ago++)
    {
      tell_month (&self, &first, months_ago);
      g_date_subtract_months (&first, 1);
    }
  g_array_append_vals (self.history, recent, G_N_ELEMENTS (recent));
  g_array_sort (self.history, compare_days);

  g_rand_free (self.chance);
  return self.history;
}
