/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-conflict-card.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-state-text.h"
#include "core/outlay-time.h"

#define N_FACTS 6

struct _OutlayConflictCard
{
  AdwBin parent_instance;

  /* Template */
  GtkGrid *grid;

  /* Borrowed from the grid: a row of each version */
  GtkWidget *labels[N_FACTS][2];
};

G_DEFINE_FINAL_TYPE (OutlayConflictCard, outlay_conflict_card, ADW_TYPE_BIN)

static char *
describe_proofs (OutlayExpense *expense)
{
  guint n = g_strv_length ((char **) outlay_expense_get_proofs (expense));

  if (n == 0)
    return g_strdup (_ ("No receipt"));

  return g_strdup_printf (ngettext ("%u receipt", "%u receipts", n), n);
}

/* The facts in the order in which they stand; (element-type utf8) */
static GPtrArray *
describe (OutlayExpense *expense, OutlayCategoryStore *categories)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (g_free);
  const char *id = outlay_expense_get_category (expense);
  OutlayCategory *category = id != NULL ? outlay_category_store_find (categories, id) : NULL;
  g_autofree char *today = outlay_day_today ();
  const char *note = outlay_expense_get_note (expense);

  g_ptr_array_add (facts, outlay_money_format (outlay_expense_get_amount (expense), NULL));
  g_ptr_array_add (facts, g_strdup (outlay_expense_get_merchant (expense)));
  g_ptr_array_add (facts, outlay_day_to_text (outlay_expense_get_day (expense), today));
  g_ptr_array_add (
      facts, g_strdup (category != NULL ? outlay_category_get_name (category) : _ ("No category")));
  g_ptr_array_add (facts, g_strdup (*note != '\0' ? note : _ ("No note")));
  g_ptr_array_add (facts, describe_proofs (expense));

  g_assert (facts->len == N_FACTS);

  return facts;
}

static void
outlay_conflict_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_CONFLICT_CARD);

  G_OBJECT_CLASS (outlay_conflict_card_parent_class)->dispose (object);
}

static void
outlay_conflict_card_class_init (OutlayConflictCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_conflict_card_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/expenses/outlay-conflict-card.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayConflictCard, grid);
}

static void
outlay_conflict_card_init (OutlayConflictCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (int row = 0; row < N_FACTS; row++)
    for (int column = 0; column < 2; column++)
      {
        GtkWidget *label = gtk_label_new (NULL);

        gtk_label_set_xalign (GTK_LABEL (label), 0);
        gtk_label_set_wrap (GTK_LABEL (label), TRUE);
        gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
        gtk_label_set_selectable (GTK_LABEL (label), TRUE);
        gtk_grid_attach (self->grid, label, column, row + 1, 1, 1);
        self->labels[row][column] = label;
      }
}

void
outlay_conflict_card_set_versions (OutlayConflictCard *self,
                                   OutlayCategoryStore *categories,
                                   OutlayExpense *mine,
                                   OutlayExpense *theirs)
{
  g_autoptr (GPtrArray) my_facts = NULL;
  g_autoptr (GPtrArray) their_facts = NULL;

  g_return_if_fail (OUTLAY_IS_CONFLICT_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), mine != NULL && theirs != NULL);

  if (mine == NULL || theirs == NULL)
    return;

  my_facts = describe (mine, categories);
  their_facts = describe (theirs, categories);

  for (int row = 0; row < N_FACTS; row++)
    {
      const char *texts[2] = { g_ptr_array_index (my_facts, row),
                               g_ptr_array_index (their_facts, row) };
      gboolean differs = !g_str_equal (texts[0], texts[1]);

      for (int column = 0; column < 2; column++)
        {
          gtk_label_set_label (GTK_LABEL (self->labels[row][column]), texts[column]);
          gtk_widget_set_css_classes (self->labels[row][column],
                                      differs ? (const char *[]) { "differs", NULL }
                                              : (const char *[]) { "dimmed", NULL });
        }
    }
}
