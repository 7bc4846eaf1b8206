/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/review/outlay-review-row.h"

#include <glib/gi18n.h>

#include "app/proofs/outlay-proof-thumbnail.h"
#include "app/widgets/outlay-day-text.h"
#include "core/outlay-time.h"

struct _OutlayReviewRow
{
  AdwBin parent_instance;

  /* Template */
  OutlayProofThumbnail *thumbnail;
  GtkLabel *merchant;
  GtkLabel *amount;
  GtkLabel *filed;

  /* Owned */
  OutlayProofStore *proof_store;
  OutlayExpense *expense;
};

G_DEFINE_FINAL_TYPE (OutlayReviewRow, outlay_review_row, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_EXPENSE,
  PROP_PROOF_STORE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
show_expense (OutlayReviewRow *self)
{
  OutlayExpense *expense = self->expense;
  g_autofree char *today = NULL;
  g_autofree char *money = NULL;
  g_autofree char *day = NULL;
  g_autofree char *filed = NULL;

  outlay_proof_thumbnail_set_sha256 (
      self->thumbnail, expense != NULL ? outlay_expense_get_proofs (expense)[0] : NULL);
  if (expense == NULL)
    return;

  today = outlay_day_today ();
  money = outlay_money_format (outlay_expense_get_amount (expense), NULL);
  day = outlay_day_to_text (outlay_expense_get_day (expense), today);
  /* Translators: %1$s is a person's name, %2$s a day */
  filed = g_strdup_printf (_ ("%1$s · %2$s"), outlay_expense_get_owner_name (expense), day);

  gtk_label_set_label (self->merchant, outlay_expense_get_merchant (expense));
  gtk_label_set_label (self->amount, money);
  gtk_label_set_label (self->filed, filed);
}

static void
outlay_review_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayReviewRow *self = OUTLAY_REVIEW_ROW (object);

  switch (id)
    {
    case PROP_EXPENSE:
      g_value_set_object (value, self->expense);
      break;
    case PROP_PROOF_STORE:
      g_value_set_object (value, self->proof_store);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_review_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayReviewRow *self = OUTLAY_REVIEW_ROW (object);

  switch (id)
    {
    case PROP_EXPENSE:
      outlay_review_row_set_expense (self, g_value_get_object (value));
      break;
    case PROP_PROOF_STORE:
      g_set_object (&self->proof_store, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_review_row_dispose (GObject *object)
{
  OutlayReviewRow *self = OUTLAY_REVIEW_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_REVIEW_ROW);
  g_clear_object (&self->proof_store);
  g_clear_object (&self->expense);

  G_OBJECT_CLASS (outlay_review_row_parent_class)->dispose (object);
}

static void
outlay_review_row_class_init (OutlayReviewRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = outlay_review_row_get_property;
  object_class->set_property = outlay_review_row_set_property;
  object_class->dispose = outlay_review_row_dispose;

  props[PROP_EXPENSE] = g_param_spec_object ("expense", NULL, NULL, OUTLAY_TYPE_EXPENSE,
                                             flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_PROOF_STORE] = g_param_spec_object ("proof-store", NULL, NULL, OUTLAY_TYPE_PROOF_STORE,
                                                 flags | G_PARAM_CONSTRUCT_ONLY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (OUTLAY_TYPE_PROOF_THUMBNAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/review/outlay-review-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewRow, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewRow, merchant);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewRow, amount);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewRow, filed);
}

static void
outlay_review_row_init (OutlayReviewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_review_row_new (OutlayProofStore *store)
{
  return g_object_new (OUTLAY_TYPE_REVIEW_ROW, "proof-store", store, NULL);
}

void
outlay_review_row_set_expense (OutlayReviewRow *self, OutlayExpense *expense)
{
  g_return_if_fail (OUTLAY_IS_REVIEW_ROW (self));

  if (!g_set_object (&self->expense, expense))
    return;

  show_expense (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXPENSE]);
}
