/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/insight/outlay-insight.h"

#include <string.h>

struct _OutlayInsight
{
  GObject parent_instance;

  OutlayInsightKind kind;
  OutlayInsightAction action;
  OutlayInsightNumbers numbers;
  double weight;

  /* owned */
  char *key;
  GStrv dismissals;
  char *currency;
  char *category;
  char *merchant;
  GStrv ids;
  char *target;
  char *cause;
};

G_DEFINE_FINAL_TYPE (OutlayInsight, outlay_insight, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (OutlayInsightKind,
                    outlay_insight_kind,
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_TWINS, "twins"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_UNUSUAL, "unusual"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_MISSING, "missing"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_UNPROVEN, "unproven"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_UNFINISHED, "unfinished"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_GROWING, "growing"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_FORECAST, "forecast"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_RECURRING, "recurring"))

G_DEFINE_ENUM_TYPE (OutlayInsightAction,
                    outlay_insight_action,
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_ACTION_LOOK, "look"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_ACTION_COMPARE, "compare"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_ACTION_DISCARD, "discard"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_ACTION_ADD_EXPENSE, "add-expense"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_ACTION_ASK, "ask"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_ACTION_ADD_PROOF, "add-proof"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_ACTION_COMPLETE, "complete"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_ACTION_SUBMIT, "submit"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_INSIGHT_ACTION_SET_BUDGET, "set-budget"))

const char *
outlay_insight_kind_to_string (OutlayInsightKind kind)
{
  static const char *const names[OUTLAY_N_INSIGHT_KINDS] = {
    [OUTLAY_INSIGHT_TWINS] = "twins",       [OUTLAY_INSIGHT_UNUSUAL] = "unusual",
    [OUTLAY_INSIGHT_MISSING] = "missing",   [OUTLAY_INSIGHT_WAITING] = "waiting",
    [OUTLAY_INSIGHT_UNPROVEN] = "unproven", [OUTLAY_INSIGHT_UNFINISHED] = "unfinished",
    [OUTLAY_INSIGHT_READY] = "ready",       [OUTLAY_INSIGHT_GROWING] = "growing",
    [OUTLAY_INSIGHT_FORECAST] = "forecast", [OUTLAY_INSIGHT_RECURRING] = "recurring",
  };

  g_return_val_if_fail ((guint) kind < OUTLAY_N_INSIGHT_KINDS, NULL);

  return names[kind];
}

static void
outlay_insight_finalize (GObject *object)
{
  OutlayInsight *self = OUTLAY_INSIGHT (object);

  g_free (self->key);
  g_strfreev (self->dismissals);
  g_free (self->currency);
  g_free (self->category);
  g_free (self->merchant);
  g_strfreev (self->ids);
  g_free (self->target);
  g_free (self->cause);

  G_OBJECT_CLASS (outlay_insight_parent_class)->finalize (object);
}

static void
outlay_insight_class_init (OutlayInsightClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_insight_finalize;
}

static void
outlay_insight_init (OutlayInsight *self)
{
}

OutlayInsight *
outlay_insight_new (const OutlayInsightInit *init)
{
  OutlayInsight *self = g_object_new (OUTLAY_TYPE_INSIGHT, NULL);
  const char *const key_alone[] = { init->key, NULL };

  self->kind = init->kind;
  self->action = init->action;
  self->numbers = init->numbers;
  self->weight = init->weight;
  self->key = g_strdup (init->key);
  self->dismissals = g_strdupv ((GStrv) (init->dismissals != NULL ? init->dismissals : key_alone));
  self->currency = g_strdup (init->currency != NULL ? init->currency : "");
  self->category = g_strdup (init->category);
  self->merchant = g_strdup (init->merchant);
  self->ids = g_strdupv ((GStrv) init->ids);
  self->target = g_strdup (init->target);
  self->cause = g_strdup (init->cause);

  return self;
}

OutlayInsightKind
outlay_insight_get_kind (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), OUTLAY_INSIGHT_TWINS);

  return self->kind;
}

OutlayInsightAction
outlay_insight_get_action (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), OUTLAY_INSIGHT_ACTION_LOOK);

  return self->action;
}

const char *
outlay_insight_get_key (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), NULL);

  return self->key;
}

const char *const *
outlay_insight_get_dismissals (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), NULL);

  return (const char *const *) self->dismissals;
}

const char *
outlay_insight_get_currency (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), NULL);

  return self->currency;
}

const char *
outlay_insight_get_category (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), NULL);

  return self->category;
}

const char *
outlay_insight_get_merchant (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), NULL);

  return self->merchant;
}

const char *const *
outlay_insight_get_ids (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), NULL);

  return (const char *const *) self->ids;
}

const char *
outlay_insight_get_target (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), NULL);

  return self->target;
}

const char *
outlay_insight_get_cause (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), NULL);

  return self->cause;
}

const OutlayInsightNumbers *
outlay_insight_get_numbers (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), NULL);

  return &self->numbers;
}

double
outlay_insight_get_weight (OutlayInsight *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (self), 0);

  return self->weight;
}

char *
outlay_insight_dup_twins_key (const char *id, const char *other_id)
{
  gboolean is_first = strcmp (id, other_id) < 0;

  return g_strdup_printf ("twins:%s:%s", is_first ? id : other_id, is_first ? other_id : id);
}
