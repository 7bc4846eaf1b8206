/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libsoup/soup.h>

#include "app/expenses/outlay-expense-row.h"
#include "app/form/outlay-amount-field.h"
#include "app/form/outlay-complaint-row.h"
#include "app/rates/outlay-rates-dialog.h"
#include "app/widgets/outlay-currency-row.h"
#include "client/account/outlay-workspace-private.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/sync/outlay-rates-pull.h"
#include "core/outlay-time.h"
#include "test-stage.h"

/* What is spent in another currency, where people look. */

#define DAILY(day)                                                                                 \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Cube>\n<Cube time='" day                           \
  "'>\n<Cube currency='CHF' rate='0.8'/>\n<Cube currency='USD' rate='1.25'/>\n</Cube>\n</Cube>\n"

typedef struct
{
  const char *name;
  int width;
  gboolean is_dark;
  GtkTextDirection direction;
} Look;

static const Look looks[] = {
  { "wide", 1100, FALSE, GTK_TEXT_DIR_LTR },
  { "narrow", 360, FALSE, GTK_TEXT_DIR_LTR },
  { "dark", 1100, TRUE, GTK_TEXT_DIR_LTR },
  { "rtl", 1100, FALSE, GTK_TEXT_DIR_RTL },
};

static void
put_on (const Look *look)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      look->is_dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                    : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_widget_set_default_direction (look->direction);
}

static void
capture (Stage *stage, const char *screen, const Look *look)
{
  g_autofree char *name = g_strdup_printf ("money-%s-%s", screen, look->name);

  stage_capture (stage, name);
}

static GtkWidget *
get_root (Stage *stage)
{
  return GTK_WIDGET (stage->window);
}

/* 0.80 francs and 1.25 dollars for a euro, of one day. */
static void
bring_rates (Stage *stage, const char *day)
{
  const OutlayRate francs = { 8, 1 };
  const OutlayRate dollars = { 125, 2 };
  OutlayRates *rates = outlay_rates_new ();

  outlay_rates_add (rates, day, "CHF", &francs);
  outlay_rates_add (rates, day, "USD", &dollars);
  stage_await (outlay_rates_store (outlay_workspace_get_database (stage->workspace), rates, NULL));
}

static void
add (Stage *stage, guint n, OutlayState state, const char *currency, gint64 converted)
{
  g_autofree char *id = stage_id (n);
  OutlayExpenseInit init = {
    .id = id,
    .merchant = "Hotel Adlon Kempinski",
    .amount = { 8650, "" },
    .category = stage_category (stage, "Lodging"),
    .day = "2026-11-12",
    .state = state,
    .revision = 2,
  };

  g_strlcpy (init.amount.currency, currency, sizeof init.amount.currency);
  if (converted > 0)
    {
      init.converted = (OutlayMoney) { converted, "EUR" };
      init.rate = "1.0616";
      init.rate_day = "2026-11-11";
    }
  stage_add (stage, &init);
}

/* A company that reckons in euros: a draft, what is submitted, what is in euros, what has no rate. */
static Stage *
open_company (const Look *look)
{
  Stage *stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  OutlayPage *page = outlay_page_new ();

  put_on (look);
  outlay_page_add (page, OUTLAY_CHANGE_SETTING, OUTLAY_SETTING_HOME, "EUR");
  stage_await (outlay_page_apply (page, outlay_workspace_get_database (stage->workspace), "1"));
  bring_rates (stage, "2026-11-11");
  add (stage, 1, OUTLAY_STATE_SUBMITTED, "CHF", 9183);
  add (stage, 2, OUTLAY_STATE_DRAFT, "CHF", 0);
  add (stage, 3, OUTLAY_STATE_APPROVED, "EUR", 0);
  add (stage, 4, OUTLAY_STATE_SUBMITTED, "SEK", 0);
  stage_open_window (stage, look->width, 760);

  return stage;
}

static void
show (Stage *stage, guint n)
{
  g_autofree char *id = stage_id (n);

  outlay_main_view_show_expense (outlay_window_get_main_view (stage->window), id);
  stage_settle ();
}

static char *
describe_row (Stage *stage, guint n)
{
  g_autofree char *id = stage_id (n);
  OutlayCategoryStore *categories = outlay_workspace_get_category_store (stage->workspace);
  g_autoptr (OutlayExpense) expense = outlay_expense_store_get (
      outlay_workspace_get_expense_store (stage->workspace), id, NULL);
  g_autoptr (GtkWidget) row = g_object_ref_sink (outlay_expense_row_new (categories, TRUE));

  outlay_expense_row_set_expense (OUTLAY_EXPENSE_ROW (row), expense, "2026-11-20");

  return outlay_expense_row_describe (OUTLAY_EXPENSE_ROW (row));
}

/* The detail says by which rate of which day, and the row of a reader how much. */
static void
test_expense (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = open_company (look);
  g_autofree char *frozen = describe_row (stage, 1);
  g_autofree char *draft = describe_row (stage, 2);
  g_autofree char *home = describe_row (stage, 3);

  g_assert_cmpstr (frozen, ==,
                   "Hotel Adlon Kempinski, CHF\u00a086.50, €91.83, 12 Nov · Lodging, Submitted");
  g_assert_cmpstr (draft, ==,
                   "Hotel Adlon Kempinski, CHF\u00a086.50, about €108.12, 12 Nov · Lodging, Draft");
  g_assert_cmpstr (home, ==, "Hotel Adlon Kempinski, €86.50, 12 Nov · Lodging, Approved");
  capture (stage, "list", look);

  show (stage, 1);
  stage_wait_for (stage, "€91.83 at 1.0616 of 11 November");
  capture (stage, "detail", look);
  show (stage, 2);
  stage_wait_for (stage, "About €108.12 at 1.25 of 11 November");
  show (stage, 4);
  stage_wait_for (stage, "No rate for this day: not in sums in EUR");
  show (stage, 3);
  stage_wait_without (stage, "No rate for this day: not in sums in EUR");
}

/* --- on the device ---------------------------------------------------------------------------- */

static Stage *
open_device (const Look *look)
{
  Stage *stage = stage_new_on_device ();
  g_autoptr (GError) error = NULL;

  put_on (look);
  outlay_account_set_currency (outlay_workspace_get_account (stage->workspace), "EUR", &error);
  g_assert_no_error (error);
  stage_open_window (stage, look->width, 760);

  return stage;
}

/* While one types, and never in the way. */
static void
test_form (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = open_device (look);
  g_autofree char *today = outlay_day_today ();
  OutlayAmountField *amount;
  AdwDialog *form;

  bring_rates (stage, today);
  gtk_widget_activate_action (get_root (stage), "win.new-expense", NULL);
  stage_settle ();
  amount = OUTLAY_AMOUNT_FIELD (stage_find (get_root (stage), OUTLAY_TYPE_AMOUNT_FIELD, NULL));
  outlay_amount_field_set_text (amount, "86.50");
  g_assert_cmpstr (outlay_amount_field_get_hint (amount), ==, "€86.50");
  outlay_amount_field_set_currency (amount, "CHF");
  g_assert_cmpstr (outlay_amount_field_get_hint (amount), ==, "CHF\u00a086.50 · about €108.12");
  outlay_amount_field_set_text (amount, "8");
  g_assert_cmpstr (outlay_amount_field_get_hint (amount), ==, "CHF\u00a08.00 · about €10.00");
  capture (stage, "form", look);
  outlay_amount_field_set_text (amount, "8,,");
  g_assert_cmpstr (outlay_amount_field_get_hint (amount), ==, "This is not an amount");
  outlay_amount_field_set_text (amount, "8");
  outlay_amount_field_set_currency (amount, "SEK");
  g_assert_cmpstr (outlay_amount_field_get_hint (amount), ==, "SEK\u00a08.00");

  form = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage->window));
  adw_dialog_force_close (form);
  stage_settle ();
}

/* (transfer full): the id of one's own in francs */
static char *
save (Stage *stage)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("CHF", "2026-11-12");

  g_object_set (draft, "merchant", "Hotel Adlon Kempinski", "amount-text", "86.50", NULL);
  stage_await (
      outlay_expense_store_save (outlay_workspace_get_expense_store (stage->workspace), draft));
  stage_settle ();

  return g_strdup (outlay_expense_draft_get_id (draft));
}

static OutlayRatesDialog *
open_rates (Stage *stage)
{
  gtk_widget_activate_action (get_root (stage), "win.rates", NULL);
  stage_wait_for (stage, "Your Currency");

  return OUTLAY_RATES_DIALOG (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage->window)));
}

/* Until it has slid away. */
static void
close_rates (Stage *stage, OutlayRatesDialog *dialog)
{
  adw_dialog_force_close (ADW_DIALOG (dialog));
  stage_wait_without (stage, "Your Currency");
}

static void
import (Stage *stage, OutlayRatesDialog *dialog, const char *text)
{
  g_autoptr (GFile) file = g_file_get_child (stage->folder, "eurofxref.xml");
  g_autoptr (GError) error = NULL;

  g_file_set_contents (g_file_peek_path (file), text, -1, &error);
  g_assert_no_error (error);
  outlay_rates_dialog_import (dialog, file);
}

/* A file makes the sums, and another currency makes others of them. */
static void
test_import (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = open_device (look);
  g_autofree char *id = NULL;
  OutlayRatesDialog *dialog;
  OutlayCurrencyRow *currency;

  id = save (stage);
  outlay_main_view_show_expense (outlay_window_get_main_view (stage->window), id);
  stage_wait_for (stage, "No rate for this day: not in sums in EUR");

  dialog = open_rates (stage);
  g_assert_true (stage_shows (get_root (stage), "No rates yet"));
  import (stage, dialog, "Date,USD\n2026-11-11,1.25\n2026-11-10,much\n");
  stage_wait_for (stage, "Line 3 is not as the European Central Bank writes it. "
                         "Nothing was taken from the file.");
  g_assert_true (stage_shows (get_root (stage), "No rates yet"));
  capture (stage, "rates-refused", look);
  import (stage, dialog, "<Cube><Cube time='2026-11-11'>\n<Cube currency='CHF' rate='0.8'/>\n<");
  stage_wait_for (stage, "Line 3 is not as the European Central Bank writes it. "
                         "Nothing was taken from the file.");

  import (stage, dialog, DAILY ("2026-11-11"));
  stage_wait_for (stage, "1 day was read from the file");
  g_assert_true (stage_shows (get_root (stage), "Rates up to 11 November"));
  g_assert_null (stage_find (GTK_WIDGET (dialog), OUTLAY_TYPE_COMPLAINT_ROW, NULL));
  capture (stage, "rates", look);

  currency = OUTLAY_CURRENCY_ROW (stage_find (GTK_WIDGET (dialog), OUTLAY_TYPE_CURRENCY_ROW, NULL));
  g_assert_cmpstr (outlay_currency_row_get_currency (currency), ==, "EUR");
  close_rates (stage, dialog);
  stage_wait_for (stage, "About €108.12 at 1.25 of 11 November");

  dialog = open_rates (stage);
  currency = OUTLAY_CURRENCY_ROW (stage_find (GTK_WIDGET (dialog), OUTLAY_TYPE_CURRENCY_ROW, NULL));
  outlay_currency_row_set_currency (currency, "USD");
  close_rates (stage, dialog);
  g_assert_cmpstr (outlay_account_get_currency (outlay_workspace_get_account (stage->workspace)),
                   ==, "USD");
  stage_wait_for (stage, "About $135.16 at 1.5625 of 11 November");
  stage_settle ();
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer n_requests)
{
  ++*(guint *) n_requests;
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/xml", SOUP_MEMORY_STATIC, DAILY ("2026-11-11"),
                                    strlen (DAILY ("2026-11-11")));
}

/* Off until it is allowed, then at once. */
static void
test_fetch (void)
{
  g_autoptr (SoupServer) bank = soup_server_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (Stage) stage = NULL;
  g_autofree char *address = NULL;
  guint n_requests = 0;
  OutlayRatesDialog *dialog;
  AdwSwitchRow *daily;
  GSList *uris;

  soup_server_add_handler (bank, "/daily.xml", answer_cb, &n_requests, NULL);
  soup_server_listen_local (bank, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (bank);
  address = g_strdup_printf ("http://127.0.0.1:%d/daily.xml", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_setenv ("OUTLAY_RATES_URL", address, TRUE);

  stage = open_device (&looks[0]);
  dialog = open_rates (stage);
  daily = ADW_SWITCH_ROW (stage_find (GTK_WIDGET (dialog), ADW_TYPE_SWITCH_ROW, NULL));
  g_assert_false (adw_switch_row_get_active (daily));
  g_assert_cmpuint (n_requests, ==, 0);
  adw_switch_row_set_active (daily, TRUE);
  stage_wait_for (stage, "Rates up to 11 November");
  g_assert_cmpuint (n_requests, ==, 1);
  g_assert_true (adw_switch_row_get_active (daily));

  adw_switch_row_set_active (daily, FALSE);
  g_assert_false (outlay_rate_store_is_daily (outlay_workspace_get_rate_store (stage->workspace)));
  close_rates (stage, dialog);
  stage_settle ();
}

static void
add_looks (const char *path, GTestDataFunc test)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *name = g_strdup_printf ("/app/money/%s-%s", path, looks[i].name);

      g_test_add_data_func (name, &looks[i], test);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  add_looks ("expense", test_expense);
  add_looks ("form", test_form);
  add_looks ("import", test_import);
  g_test_add_func ("/app/money/fetch", test_fetch);

  return g_test_run ();
}
