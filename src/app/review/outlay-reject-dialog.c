/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/review/outlay-reject-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/widgets/outlay-complaint-text.h"
#include "core/expense/outlay-expense-check.h"

struct _OutlayRejectDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwWindowTitle *heading;
  AdwWrapBox *chips;
  GtkTextView *reason;
  GtkLabel *complaint;
  GtkLabel *consequence;

  OutlayExpense *expense;
};

G_DEFINE_FINAL_TYPE (OutlayRejectDialog, outlay_reject_dialog, ADW_TYPE_DIALOG)

enum
{
  REJECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is wrong with most of them; the person reads these sentences. */
static const char *const common_reasons[] = {
  N_ ("The receipt cannot be read."),       N_ ("The amount is not the one on the receipt."),
  N_ ("A part of the receipt is missing."), N_ ("The day is not the one on the receipt."),
  N_ ("The category is not right."),        N_ ("This is not a business expense."),
};

static char *
dup_reason (OutlayRejectDialog *self)
{
  GtkTextIter start, end;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->reason);

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
tell (OutlayRejectDialog *self, const char *text)
{
  gtk_label_set_label (self->complaint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), text != NULL);
}

static void
changed_cb (OutlayRejectDialog *self)
{
  tell (self, NULL);
}

static void
chip_cb (OutlayRejectDialog *self, GtkButton *chip)
{
  const char *sentence = gtk_button_get_label (chip);
  g_autofree char *reason = dup_reason (self);
  g_autofree char *longer = NULL;

  if (strstr (reason, sentence) == NULL)
    {
      longer = *reason == '\0' ? g_strdup (sentence) : g_strjoin (" ", reason, sentence, NULL);
      outlay_reject_dialog_set_reason (self, longer);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayRejectDialog *self = OUTLAY_REJECT_DIALOG (widget);
  g_autofree char *reason = dup_reason (self);
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();

  outlay_reason_check (reason, complaints);
  if (!outlay_complaints_is_empty (complaints))
    {
      tell (self, outlay_complaints_get_text (complaints, "reason"));
      gtk_widget_grab_focus (GTK_WIDGET (self->reason));
      return;
    }

  g_signal_emit (self, signals[REJECTED], 0, self->expense, reason);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
outlay_reject_dialog_dispose (GObject *object)
{
  OutlayRejectDialog *self = OUTLAY_REJECT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_REJECT_DIALOG);
  g_clear_object (&self->expense);

  G_OBJECT_CLASS (outlay_reject_dialog_parent_class)->dispose (object);
}

static void
outlay_reject_dialog_class_init (OutlayRejectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_reject_dialog_dispose;

  signals[REJECTED] = g_signal_new ("rejected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, OUTLAY_TYPE_EXPENSE,
                                    G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/review/outlay-reject-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayRejectDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, OutlayRejectDialog, chips);
  gtk_widget_class_bind_template_child (widget_class, OutlayRejectDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, OutlayRejectDialog, complaint);
  gtk_widget_class_bind_template_child (widget_class, OutlayRejectDialog, consequence);

  gtk_widget_class_install_action (widget_class, "reject.send", NULL, send_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "reject.send", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "reject.send", NULL);
}

static void
outlay_reject_dialog_init (OutlayRejectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (common_reasons); i++)
    {
      GtkWidget *chip = gtk_button_new_with_label (_ (common_reasons[i]));

      gtk_widget_add_css_class (chip, "reason-chip");
      gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (chip))), TRUE);
      g_signal_connect_object (chip, "clicked", G_CALLBACK (chip_cb), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->chips, chip);
    }

  g_signal_connect_object (gtk_text_view_get_buffer (self->reason), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

OutlayRejectDialog *
outlay_reject_dialog_new (OutlayExpense *expense)
{
  OutlayRejectDialog *self = g_object_new (OUTLAY_TYPE_REJECT_DIALOG, NULL);
  g_autofree char *money = outlay_money_format (outlay_expense_get_amount (expense), NULL);
  g_autofree char *subtitle = NULL;
  g_autofree char *consequence = NULL;
  guint n_left = outlay_expense_get_reuploads_left (expense);

  self->expense = g_object_ref (expense);

  /* Translators: %1$s is a merchant, %2$s an amount with its currency */
  subtitle = g_strdup_printf (_ ("%1$s, %2$s"), outlay_expense_get_merchant (expense), money);
  adw_window_title_set_subtitle (self->heading, subtitle);

  if (n_left == 0)
    consequence = g_strdup (_ ("This rejection is final: it has been sent again twice already."));
  else
    consequence = g_strdup_printf (ngettext ("A new proof can be sent %u more time.",
                                             "A new proof can be sent %u more times.", n_left),
                                   n_left);
  gtk_label_set_label (self->consequence, consequence);

  return self;
}

void
outlay_reject_dialog_set_reason (OutlayRejectDialog *self, const char *reason)
{
  g_return_if_fail (OUTLAY_IS_REJECT_DIALOG (self));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->reason), reason, -1);
}
