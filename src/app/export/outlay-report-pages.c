/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-report-pages.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/export/outlay-paper-table.h"
#include "app/reports/outlay-report-text.h"
#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-state-text.h"

/* Merchants beyond these are told together. */
#define N_PARTS 40

/* --- the cover --------------------------------------------------------------------------------- */

static void
write_line (OutlayPaper *paper, const char *text, double size, PangoWeight weight, double grey)
{
  if (text == NULL || *text == '\0')
    return;

  outlay_paper_write (
      paper, &(OutlayPaperText) { .text = text, .size = size, .weight = weight, .grey = grey });
  outlay_paper_skip (paper, 3);
}

static void
write_totals (OutlayPaper *paper, const OutlayReportContent *content)
{
  for (guint i = 0; i < content->blocks->len; i++)
    {
      const OutlayReportBlock *block = content->blocks->pdata[i];
      g_autofree char *amount = outlay_report_format (block->total.minor, block->currency);
      g_autofree char *count = outlay_report_format_count (block->total.count);

      write_line (paper, amount, 26, 700, 0.1);
      write_line (paper, count, 10.5, 400, 0.35);
      outlay_paper_skip (paper, 4);
    }

  if (content->blocks->len == 0)
    write_line (paper, _ ("There are no expenses."), 12, 400, 0.3);
}

/* How many expenses are on paper and in no sum, as they were not converted. */
static guint
count_left_out (const OutlayReportContent *content)
{
  guint n = 0;

  for (guint i = 0; i < content->expenses->len; i++)
    n += outlay_report_block_get_amount (content->expenses->pdata[i], content->currency) == NULL;

  return n;
}

/* Whether a sum holds what was paid in another currency. */
static gboolean
has_converted (const OutlayReportContent *content)
{
  for (guint i = 0; i < content->expenses->len; i++)
    {
      const OutlayMoney *converted = outlay_expense_get_converted (content->expenses->pdata[i]);

      if (converted != NULL && converted == outlay_report_block_get_amount (
                                                content->expenses->pdata[i], content->currency))
        return TRUE;
    }

  return FALSE;
}

static void
write_notes (OutlayPaper *paper, const OutlayReportContent *content)
{
  guint n = count_left_out (content);

  write_line (paper, content->comparison, 10.5, 400, 0.2);
  if (content->currency != NULL && has_converted (content))
    {
      g_autofree char *text = g_strdup_printf (
          /* Translators: %s is a currency as "EUR". */
          _ ("All amounts are added up in %s; what was paid in another currency counts as "
             "converted."),
          content->currency);

      write_line (paper, text, 9, 400, 0.4);
    }
  if (n > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u expense is not in the sums, as it could not be converted.",
                    "%u expenses are not in the sums, as they could not be converted.", n),
          n);

      write_line (paper, text, 9, 400, 0.4);
    }
}

static void
draw_picture (OutlayPaper *paper, const OutlayReportPicture *picture, const char *title)
{
  cairo_t *cr = outlay_paper_get_cairo (paper);

  if (picture->drawing == NULL)
    return;

  outlay_paper_skip (paper, 12);
  outlay_paper_write_heading (paper, title, 2, picture->height);
  outlay_paper_begin_tag (paper, "Figure");
  cairo_save (cr);
  cairo_set_source_surface (cr, picture->drawing, outlay_paper_get_left (paper),
                            outlay_paper_get_y (paper));
  cairo_paint (cr);
  cairo_restore (cr);
  outlay_paper_end_tag (paper, "Figure");
  outlay_paper_skip (paper, picture->height);
}

static void
write_cover (OutlayPaper *paper, const OutlayReportContent *content)
{
  g_autofree char *made = NULL;

  outlay_paper_begin_page (paper);
  outlay_paper_write_heading (paper, content->title, 1, 0);
  write_line (paper, content->subtitle, 12, 400, 0.3);
  write_line (paper, content->owner, 12, 400, 0.3);
  /* Translators: %s is a day. */
  made = g_strdup_printf (_ ("Made with Outlay on %s"), content->made);
  write_line (paper, made, 9, 400, 0.45);
  outlay_paper_skip (paper, 4);
  outlay_paper_draw_rule (paper, outlay_paper_get_y (paper), 0.8, 0.5);
  outlay_paper_skip (paper, 12);
  write_totals (paper, content);
  write_notes (paper, content);
  draw_picture (paper, &content->bars, _ ("Over Time"));
  draw_picture (paper, &content->ring, _ ("Categories"));
}

/* --- taken apart ------------------------------------------------------------------------------- */

static const char *
get_part_name (const OutlayReportContent *content, const OutlayReportSum *sum, OutlaySpendingBy by)
{
  switch (by)
    {
    case OUTLAY_SPENDING_BY_MERCHANT:
      return *sum->key != '\0' ? sum->key : _ ("No Merchant");
    case OUTLAY_SPENDING_BY_PERSON:
      return sum->name != NULL && *sum->name != '\0' ? sum->name : _ ("Unknown Person");
    case OUTLAY_SPENDING_BY_CATEGORY:
    default:
      return outlay_report_content_get_category (content, sum->key);
    }
}

static char *
format_share (gint64 part, gint64 whole)
{
  return whole > 0 && part >= 0 ? g_strdup_printf ("%.1f %%", (double) part / (double) whole * 100)
                                : g_strdup ("");
}

static void
add_part (OutlayPaperTable *table,
          const char *name,
          const OutlayTotal *total,
          const OutlayReportBlock *block,
          OutlayPaperRow kind)
{
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, total->count);
  g_autofree char *share = format_share (total->minor, block->total.minor);
  g_autofree char *amount = outlay_report_format (total->minor, block->currency);

  outlay_paper_table_add (table, (const char *[]) { name, count, share, amount }, kind);
}

static void
write_parts (OutlayPaper *paper,
             const OutlayReportContent *content,
             const OutlayReportBlock *block,
             OutlaySpendingBy by)
{
  const char *const titles[] = { _ ("Category"), _ ("Merchant"), _ ("Person") };
  const OutlayPaperColumn columns[] = {
    { titles[by], 5, FALSE },
    { _ ("Expenses"), 1.4, TRUE },
    { _ ("Share"), 1.2, TRUE },
    { _ ("Amount"), 2.2, TRUE },
  };
  OutlayPaperTable table = { paper, columns, G_N_ELEMENTS (columns), FALSE };
  GPtrArray *parts = block->parts[by];
  OutlayTotal rest = { 0 };

  outlay_paper_write_heading (paper, titles[by], 2, 60);
  for (guint i = 0; i < parts->len; i++)
    {
      const OutlayReportSum *sum = parts->pdata[i];

      if (i < N_PARTS)
        {
          add_part (&table, get_part_name (content, sum, by), &sum->total, block, OUTLAY_PAPER_ROW);
          continue;
        }
      rest.count += sum->total.count;
      rest.minor += sum->total.minor;
    }

  if (rest.count > 0)
    add_part (&table, _ ("All others"), &rest, block, OUTLAY_PAPER_ROW);
  add_part (&table, _ ("Total"), &block->total, block, OUTLAY_PAPER_ROW_SUM);
  outlay_paper_skip (paper, 18);
}

static void
write_block (OutlayPaper *paper, const OutlayReportContent *content, const OutlayReportBlock *block)
{
  g_autofree char *amount = outlay_report_format (block->total.minor, block->currency);
  /* Translators: a heading; %s is an amount. */
  g_autofree char *title = g_strdup_printf (_ ("What Makes Up %s"), amount);

  outlay_paper_write_heading (paper, title, 1, 100);
  write_parts (paper, content, block, OUTLAY_SPENDING_BY_CATEGORY);
  write_parts (paper, content, block, OUTLAY_SPENDING_BY_MERCHANT);
  if (content->has_people)
    write_parts (paper, content, block, OUTLAY_SPENDING_BY_PERSON);
}

/* --- all expenses ------------------------------------------------------------------------------ */

typedef struct
{
  const OutlayReportContent *content;
  OutlayPaperTable table;
  OutlayPaperColumn columns[OUTLAY_PAPER_TABLE_COLUMNS_MAX];
  char month[8]; /* that the sum is to be written of */
} List;

static void
set_columns (List *list)
{
  guint n = 0;

  /* Translators: short for "number", at the head of a column. */
  list->columns[n++] = (OutlayPaperColumn) { _ ("No."), 0.9, FALSE };
  list->columns[n++] = (OutlayPaperColumn) { _ ("Day"), 1.7, FALSE };
  list->columns[n++] = (OutlayPaperColumn) { _ ("Merchant"), 3.6, FALSE };
  if (list->content->has_people)
    list->columns[n++] = (OutlayPaperColumn) { _ ("Person"), 2.4, FALSE };
  list->columns[n++] = (OutlayPaperColumn) { _ ("Category"), 2.4, FALSE };
  if (list->content->has_states)
    list->columns[n++] = (OutlayPaperColumn) { _ ("State"), 1.8, FALSE };
  list->columns[n++] = (OutlayPaperColumn) { _ ("Amount"), 2.4, TRUE };

  list->table.columns = list->columns;
  list->table.n_columns = n;
}

static char *
format_day (const char *day)
{
  g_autofree char *text = g_strconcat (day, "T12:00:00Z", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return time != NULL ? g_date_time_format (time, "%x") : g_strdup ("");
}

/* The amount, and below it what it was converted into. */
static char *
format_amount (const OutlayReportContent *content, OutlayExpense *expense)
{
  g_autofree char *own = outlay_money_format (outlay_expense_get_amount (expense), NULL);
  const OutlayMoney *converted = outlay_expense_get_converted (expense);
  g_autofree char *home = NULL;

  if (converted == NULL || *converted->currency == '\0' ||
      g_str_equal (converted->currency, outlay_expense_get_amount (expense)->currency))
    return g_steal_pointer (&own);

  home = outlay_money_format (converted, NULL);

  /* Translators: an amount, and in a line below what it is converted. */
  return g_strdup_printf (_ ("%1$s\n= %2$s"), own, home);
}

static void
add_expense (List *list, guint number, OutlayExpense *expense)
{
  const OutlayReportContent *content = list->content;
  g_autofree char *no = g_strdup_printf ("%u", number);
  g_autofree char *day = format_day (outlay_expense_get_day (expense));
  g_autofree char *amount = format_amount (content, expense);
  const char *cells[OUTLAY_PAPER_TABLE_COLUMNS_MAX] = { NULL };
  guint n = 0;

  cells[n++] = no;
  cells[n++] = day;
  cells[n++] = outlay_expense_get_merchant (expense);
  if (content->has_people)
    cells[n++] = outlay_expense_get_owner_name (expense);
  cells[n++] = outlay_report_content_get_category (content, outlay_expense_get_category (expense));
  if (content->has_states)
    cells[n++] = outlay_state_get_mark (outlay_expense_get_state (expense)).text;
  cells[n++] = amount;

  outlay_paper_table_add (&list->table, cells, OUTLAY_PAPER_ROW);
}

static void
add_sum (List *list, const char *title, char *amount)
{
  const char *cells[OUTLAY_PAPER_TABLE_COLUMNS_MAX] = { title };

  cells[list->table.n_columns - 1] = amount;
  outlay_paper_table_add (&list->table, cells, OUTLAY_PAPER_ROW_SUM);
  g_free (amount);
}

/* Of the month that is over, in each currency. */
static void
add_month_sums (List *list)
{
  g_autofree char *name = outlay_month_to_text (list->month);

  for (guint i = 0; i < list->content->blocks->len; i++)
    {
      const OutlayReportBlock *block = list->content->blocks->pdata[i];

      for (guint j = 0; j < block->months->len; j++)
        {
          const OutlayReportSum *sum = block->months->pdata[j];

          if (strncmp (sum->key, list->month, strlen ("2026-11")) == 0)
            add_sum (list, name, outlay_report_format (sum->total.minor, block->currency));
        }
    }
}

static gboolean
write_expenses (OutlayPaper *paper,
                const OutlayReportContent *content,
                OutlayReportStepFunc step,
                gpointer data,
                GError **error)
{
  List list = { .content = content, .table = { .paper = paper } };

  set_columns (&list);
  outlay_paper_begin_page (paper);
  outlay_paper_write_heading (paper, _ ("All Expenses"), 1, 60);

  for (guint i = 0; i < content->expenses->len; i++)
    {
      OutlayExpense *expense = content->expenses->pdata[i];
      const char *day = outlay_expense_get_day (expense);

      if (i > 0 && strncmp (list.month, day, strlen ("2026-11")) != 0)
        add_month_sums (&list);
      g_strlcpy (list.month, day, sizeof list.month);
      add_expense (&list, i + 1, expense);
      if (!step (data, error) || !outlay_paper_check (paper, error))
        return FALSE;
    }

  add_month_sums (&list);
  for (guint i = 0; i < content->blocks->len; i++)
    {
      const OutlayReportBlock *block = content->blocks->pdata[i];

      add_sum (&list, _ ("Total"), outlay_report_format (block->total.minor, block->currency));
    }

  return TRUE;
}

gboolean
outlay_report_pages_write (OutlayPaper *paper,
                           const OutlayReportContent *content,
                           OutlayReportStepFunc step,
                           gpointer data,
                           GError **error)
{
  write_cover (paper, content);
  if (content->expenses->len == 0)
    return outlay_paper_check (paper, error);

  for (guint i = 0; i < content->blocks->len; i++)
    {
      if (i == 0)
        outlay_paper_begin_page (paper);
      write_block (paper, content, content->blocks->pdata[i]);
    }

  return write_expenses (paper, content, step, data, error);
}
