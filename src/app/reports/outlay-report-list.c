/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-list.h"

#include <glib/gi18n.h>

#include "app/reports/outlay-report-row.h"
#include "app/reports/outlay-report-text.h"

/* What is seen at a glance; whoever wants the rest asks for it. */
#define N_FIRST 8

struct _OutlayReportList
{
  AdwBin parent_instance;

  /* Children */
  GtkListBox *box;
  GtkWidget *more; /* the last rows: a button, and what is in none of the parts */
  GtkWidget *rest;

  /* Owned */
  OutlaySpending *spending;
  OutlayCategoryStore *categories;

  OutlaySpendingBy by;
  guint n_rows;
  gboolean shows_all;
};

G_DEFINE_FINAL_TYPE (OutlayReportList, outlay_report_list, ADW_TYPE_BIN)

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

char *
outlay_spending_part_dup_name (const OutlaySpendingPart *part, OutlaySpendingBy by)
{
  if (part->name != NULL && *part->name != '\0')
    return g_strdup (part->name);

  switch (by)
    {
    case OUTLAY_SPENDING_BY_MERCHANT:
      return g_strdup (_ ("No Merchant"));
    case OUTLAY_SPENDING_BY_PERSON:
      return g_strdup (_ ("Unknown Person"));
    case OUTLAY_SPENDING_BY_CATEGORY:
    default:
      return g_strdup (*part->key == '\0' ? _ ("No Category") : _ ("Unknown Category"));
    }
}

static void
update_row (OutlayReportList *self, OutlayReportRow *row, const OutlaySpendingPart *part)
{
  const OutlaySpendingQuery *query = outlay_spending_get_query (self->spending);
  g_autofree char *name = outlay_spending_part_dup_name (part, self->by);
  gboolean is_category = self->by == OUTLAY_SPENDING_BY_CATEGORY;

  outlay_report_row_set_fact (
      row,
      &(OutlayReportFact) {
          .name = name,
          .with_badge = is_category,
          .category = is_category ? outlay_category_store_find (self->categories, part->key) : NULL,
          .with_avatar = self->by == OUTLAY_SPENDING_BY_PERSON,
          .count = part->count,
          .minor = part->minor,
          .before_minor = part->before_minor,
          .has_before = *query->before.from != '\0' && part->is_before_known,
          .whole_minor = outlay_spending_get_total (self->spending)->minor,
          .currency = query->currency,
      });
}

static void
update_rest (OutlayReportList *self, const OutlaySpendingParts *parts, gboolean is_wanted)
{
  const OutlaySpendingQuery *query = outlay_spending_get_query (self->spending);

  gtk_widget_set_visible (self->rest, is_wanted);
  if (!is_wanted)
    return;

  outlay_report_row_set_fact (OUTLAY_REPORT_ROW (self->rest),
                              &(OutlayReportFact) {
                                  .name = _ ("All Others"),
                                  .count = parts->rest.count,
                                  .minor = parts->rest.minor,
                                  .whole_minor = outlay_spending_get_total (self->spending)->minor,
                                  .currency = query->currency,
                              });
}

static void
update_more (OutlayReportList *self, guint n_items)
{
  gboolean is_wanted = n_items > N_FIRST && !self->shows_all;
  g_autofree char *title = g_strdup_printf (_ ("Show All %u"), n_items);

  gtk_widget_set_visible (self->more, is_wanted);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more), title);
}

static void
update (OutlayReportList *self)
{
  const OutlaySpendingParts *parts = outlay_spending_get_parts (self->spending, self->by);
  guint n_wanted = self->shows_all ? parts->n_items : MIN (parts->n_items, N_FIRST);

  for (; self->n_rows < n_wanted; self->n_rows++)
    gtk_list_box_insert (self->box, outlay_report_row_new (), (int) self->n_rows);
  for (; self->n_rows > n_wanted; self->n_rows--)
    gtk_list_box_remove (
        self->box, GTK_WIDGET (gtk_list_box_get_row_at_index (self->box, (int) self->n_rows - 1)));

  for (guint i = 0; i < n_wanted; i++)
    update_row (self, OUTLAY_REPORT_ROW (gtk_list_box_get_row_at_index (self->box, (int) i)),
                &parts->items[i]);

  update_more (self, parts->n_items);
  update_rest (self, parts, parts->rest.count > 0 && n_wanted == parts->n_items);
}

static void
row_activated_cb (OutlayReportList *self, GtkListBoxRow *row)
{
  guint part = (guint) gtk_list_box_row_get_index (row);

  if (part < self->n_rows)
    g_signal_emit (self, signals[ACTIVATED], 0, part);
}

/* The keyboard goes to the first of what came. */
static void
more_cb (OutlayReportList *self)
{
  guint n_before = self->n_rows;

  self->shows_all = TRUE;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->box, (int) n_before)));
}

static void
outlay_report_list_dispose (GObject *object)
{
  OutlayReportList *self = OUTLAY_REPORT_LIST (object);

  g_clear_object (&self->spending);
  g_clear_object (&self->categories);

  G_OBJECT_CLASS (outlay_report_list_parent_class)->dispose (object);
}

static void
outlay_report_list_class_init (OutlayReportListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_report_list_dispose;

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
outlay_report_list_init (OutlayReportList *self)
{
  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "boxed-list");
  g_signal_connect_object (self->box, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);

  self->rest = outlay_report_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->rest), FALSE);
  gtk_list_box_append (self->box, self->rest);

  self->more = adw_button_row_new ();
  adw_button_row_set_end_icon_name (ADW_BUTTON_ROW (self->more), "pan-down-symbolic");
  g_signal_connect_object (self->more, "activated", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->box, self->more);

  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

static const char *
get_title (OutlaySpendingBy by)
{
  switch (by)
    {
    case OUTLAY_SPENDING_BY_MERCHANT:
      return _ ("By merchant");
    case OUTLAY_SPENDING_BY_PERSON:
      return _ ("By person");
    case OUTLAY_SPENDING_BY_CATEGORY:
    default:
      return _ ("By category");
    }
}

void
outlay_report_list_set_spending (OutlayReportList *self,
                                 OutlaySpending *spending,
                                 OutlaySpendingBy by,
                                 OutlayCategoryStore *categories)
{
  g_return_if_fail (OUTLAY_IS_REPORT_LIST (self));
  g_return_if_fail (OUTLAY_IS_SPENDING (spending));

  self->by = by;
  g_set_object (&self->spending, spending);
  g_set_object (&self->categories, categories);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_title (by), -1);
  update (self);
}
