/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <libdex.h>
#include <stdlib.h>
#include <string.h>

#include "client/outbox/outlay-outbox-private.h"
#include "client/account/outlay-workspace-private.h"
#include "core/outlay-time.h"

/* usage: fill-client FOLDER ROWS: an account at a company with that many of one's own expenses over
 * ten years, put there in pages, the way sync does it. */

#define USER "01890000-0000-7000-8000-000000000001"
#define PAGE_ROWS 10000

static void
await (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  if (dex_future_get_value (future, &error) == NULL)
    g_error ("%s", error->message);

  dex_unref (future);
}

static void
add_categories (OutlayDatabase *database)
{
  OutlayPage *page = outlay_page_new ();
  gsize n;
  const OutlayCategoryDefault *defaults = outlay_category_defaults (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("01890000-0000-7000-8000-0000000001%02x", (guint) i);
      g_autoptr (OutlayCategory) category = outlay_category_new (
          id, defaults[i].name, defaults[i].icon, defaults[i].color, FALSE);

      outlay_page_add_category (page, category);
    }

  await (outlay_page_apply (page, database, NULL));
}

static void
add_expense (OutlayPage *page, guint i, guint n)
{
  static const char *const merchants[] = { "Deutsche Bahn", "Caffè Nero",    "Hotel Adlon",
                                           "Taxi Yerevan",  "Contoso Cloud", "Shell" };
  const char *const none[] = { NULL };
  g_autofree char *id = g_strdup_printf ("01930000-0000-7000-8000-%012x", i);
  g_autofree char *category = g_strdup_printf ("01890000-0000-7000-8000-0000000001%02x",
                                               i * 5 % 14);
  g_autofree char *shop = g_strdup_printf ("Shop %03u", i * 7919 % 500);
  gboolean is_foreign = i % 20 == 7;
  g_autofree char *day = outlay_day_add ("2026-11-20", -(int) ((guint64) i * 3650 / n));

  OutlayExpenseInit init = {
    .id = id,
    .owner_id = USER,
    .owner_name = "Ada Lindqvist",
    .merchant = i % 10 < 3 ? shop : merchants[i % G_N_ELEMENTS (merchants)],
    .amount = { 250 + i * 37 % 40000, "EUR" },
    .day = day,
    .category = category,
    .note = "",
    .proofs = none,
    .reuploads_left = OUTLAY_MAX_REUPLOADS,
    .state = (OutlayState) (i * 3 % OUTLAY_N_STATES),
    .revision = 1,
    .created_at = "2026-11-19T09:30:00.000Z",
    .updated_at = "2026-11-19T09:30:00.000Z",
  };

  if (is_foreign)
    {
      memcpy (init.amount.currency, "USD", sizeof "USD");
      init.converted = (OutlayMoney) { init.amount.minor * 9 / 10, "EUR" };
      init.rate = "0.9";
      init.rate_day = day;
    }
  outlay_page_add_expense (page, &init);
}

int
main (int argc, char **argv)
{
  const OutlayAccountIdentity identity = { .server = "http://127.0.0.1:9",
                                           .email = "ada@example.com",
                                           .user_id = USER,
                                           .user_name = "Ada Lindqvist",
                                           .role = OUTLAY_ROLE_EMPLOYEE,
                                           .company_name = "Northwind Instruments" };
  g_autoptr (GFile) folder = g_file_new_for_commandline_arg (argv[1]);
  guint n = atoi (argv[2]);
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayAccount) account = NULL;
  g_autoptr (OutlayWorkspace) workspace = NULL;
  OutlayDatabase *database;

  dex_init ();
  account = outlay_account_new_at_company (folder, &identity, &error);
  workspace = account != NULL ? outlay_workspace_open (account, &error) : NULL;

  if (workspace == NULL)
    g_error ("%s", error->message);

  database = outlay_workspace_get_database (workspace);
  add_categories (database);

  for (guint first = 0; first < n; first += PAGE_ROWS)
    {
      OutlayPage *page = outlay_page_new ();

      for (guint i = first; i < MIN (first + PAGE_ROWS, n); i++)
        add_expense (page, i, n);

      await (outlay_page_apply (page, database, NULL));
    }

  outlay_workspace_close (workspace);

  return 0;
}
