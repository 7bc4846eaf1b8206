/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/insights/outlay-insight-card.h"

#include "app/insights/outlay-insight-text.h"
#include "app/widgets/outlay-category-badge.h"

struct _OutlayInsightCard
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *badge;
  GtkLabel *title;
  GtkLabel *body;
  GtkLabel *tip;
  GtkLabel *method;
  GtkButton *act;

  /* Owned */
  OutlayInsight *insight;
};

G_DEFINE_FINAL_TYPE (OutlayInsightCard, outlay_insight_card, ADW_TYPE_BIN)

enum
{
  OPENED,
  ACTED,
  DISMISSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
open_cb (OutlayInsightCard *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

static void
act_cb (OutlayInsightCard *self)
{
  g_signal_emit (self, signals[ACTED], 0);
}

static void
dismiss_cb (OutlayInsightCard *self)
{
  g_signal_emit (self, signals[DISMISSED], 0);
}

static void
outlay_insight_card_dispose (GObject *object)
{
  OutlayInsightCard *self = OUTLAY_INSIGHT_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_INSIGHT_CARD);
  g_clear_object (&self->insight);

  G_OBJECT_CLASS (outlay_insight_card_parent_class)->dispose (object);
}

static guint
create_signal (GObjectClass *klass, const char *name)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
outlay_insight_card_class_init (OutlayInsightCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = outlay_insight_card_dispose;
  signals[OPENED] = create_signal (object_class, "opened");
  signals[ACTED] = create_signal (object_class, "acted");
  signals[DISMISSED] = create_signal (object_class, "dismissed");

  g_type_ensure (OUTLAY_TYPE_CATEGORY_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/insights/outlay-insight-card.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayInsightCard, badge);
  gtk_widget_class_bind_template_child (widget_class, OutlayInsightCard, title);
  gtk_widget_class_bind_template_child (widget_class, OutlayInsightCard, body);
  gtk_widget_class_bind_template_child (widget_class, OutlayInsightCard, tip);
  gtk_widget_class_bind_template_child (widget_class, OutlayInsightCard, method);
  gtk_widget_class_bind_template_child (widget_class, OutlayInsightCard, act);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, act_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
}

static void
outlay_insight_card_init (OutlayInsightCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_insight_card_new (void)
{
  return g_object_new (OUTLAY_TYPE_INSIGHT_CARD, NULL);
}

void
outlay_insight_card_set_insight (OutlayInsightCard *self,
                                 OutlayInsight *insight,
                                 OutlayCategoryStore *categories)
{
  g_auto (OutlayInsightText) text = { 0 };
  g_autoptr (OutlayCategory) look = NULL;

  g_return_if_fail (OUTLAY_IS_INSIGHT_CARD (self));
  g_return_if_fail (OUTLAY_IS_INSIGHT (insight));

  g_set_object (&self->insight, insight);
  outlay_insight_text_init (&text, insight, categories);
  look = outlay_category_new ("", text.title, text.icon, text.color, FALSE);
  g_object_set (self->badge, "category", look, NULL);

  gtk_label_set_label (self->title, text.title);
  gtk_label_set_label (self->body, text.body);
  gtk_label_set_label (self->method, text.method);
  gtk_label_set_label (self->tip, text.tip != NULL ? text.tip : "");
  gtk_widget_set_visible (GTK_WIDGET (self->tip), text.tip != NULL);
  gtk_button_set_label (self->act, text.action != NULL ? text.action : "");
  gtk_widget_set_visible (GTK_WIDGET (self->act), text.action != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text.title,
                                  -1);
}

OutlayInsight *
outlay_insight_card_get_insight (OutlayInsightCard *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT_CARD (self), NULL);

  return self->insight;
}
