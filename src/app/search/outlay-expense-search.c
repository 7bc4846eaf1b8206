/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/search/outlay-expense-search.h"

struct _OutlayExpenseSearch
{
  GObject parent_instance;

  /* Owned */
  char *text;
  char *category;

  guint states;
};

G_DEFINE_FINAL_TYPE (OutlayExpenseSearch, outlay_expense_search, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_STATES,
  PROP_CATEGORY,
  PROP_N_FILTERS,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify_change (OutlayExpenseSearch *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);

  if (property != PROP_TEXT)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_FILTERS]);

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
outlay_expense_search_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayExpenseSearch *self = OUTLAY_EXPENSE_SEARCH (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_STATES:
      g_value_set_uint (value, self->states);
      break;
    case PROP_CATEGORY:
      g_value_set_string (value, self->category);
      break;
    case PROP_N_FILTERS:
      g_value_set_uint (value, outlay_expense_search_get_n_filters (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_expense_search_set_property (GObject *object,
                                    guint id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  OutlayExpenseSearch *self = OUTLAY_EXPENSE_SEARCH (object);

  switch (id)
    {
    case PROP_TEXT:
      outlay_expense_search_set_text (self, g_value_get_string (value));
      break;
    case PROP_CATEGORY:
      outlay_expense_search_set_category (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_expense_search_finalize (GObject *object)
{
  OutlayExpenseSearch *self = OUTLAY_EXPENSE_SEARCH (object);

  g_free (self->text);
  g_free (self->category);

  G_OBJECT_CLASS (outlay_expense_search_parent_class)->finalize (object);
}

static void
outlay_expense_search_class_init (OutlayExpenseSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_expense_search_get_property;
  object_class->set_property = outlay_expense_search_set_property;
  object_class->finalize = outlay_expense_search_finalize;

  props[PROP_TEXT] = g_param_spec_string (
      "text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_STATES] = g_param_spec_uint ("states", NULL, NULL, 0, G_MAXUINT, 0,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_CATEGORY] = g_param_spec_string ("category", NULL, NULL, NULL,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  props[PROP_N_FILTERS] = g_param_spec_uint ("n-filters", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
outlay_expense_search_init (OutlayExpenseSearch *self)
{
  self->text = g_strdup ("");
}

OutlayExpenseSearch *
outlay_expense_search_new (void)
{
  return g_object_new (OUTLAY_TYPE_EXPENSE_SEARCH, NULL);
}

const char *
outlay_expense_search_get_text (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), NULL);

  return self->text;
}

guint
outlay_expense_search_get_states (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), 0);

  return self->states;
}

const char *
outlay_expense_search_get_category (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), NULL);

  return self->category;
}

guint
outlay_expense_search_get_n_filters (OutlayExpenseSearch *self)
{
  guint n = 0;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), 0);

  for (guint states = self->states; states != 0; states >>= 1)
    n += states & 1;

  return n + (self->category != NULL ? 1 : 0);
}

void
outlay_expense_search_set_text (OutlayExpenseSearch *self, const char *text)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  if (g_set_str (&self->text, text != NULL ? text : ""))
    notify_change (self, PROP_TEXT);
}

void
outlay_expense_search_set_state (OutlayExpenseSearch *self, OutlayState state, gboolean wanted)
{
  guint bit = 1u << state;
  guint states;

  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  states = wanted ? self->states | bit : self->states & ~bit;

  if (states == self->states)
    return;

  self->states = states;
  notify_change (self, PROP_STATES);
}

void
outlay_expense_search_set_category (OutlayExpenseSearch *self, const char *category)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  if (g_set_str (&self->category, category))
    notify_change (self, PROP_CATEGORY);
}

void
outlay_expense_search_clear (OutlayExpenseSearch *self)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  if (outlay_expense_search_is_empty (self))
    return;

  g_set_str (&self->text, "");
  g_clear_pointer (&self->category, g_free);
  self->states = 0;

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATES]);
  notify_change (self, PROP_CATEGORY);
}

gboolean
outlay_expense_search_is_empty (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), TRUE);

  return self->text[0] == '\0' && self->states == 0 && self->category == NULL;
}

void
outlay_expense_search_get_filter (OutlayExpenseSearch *self, OutlayExpenseFilter *filter)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  *filter = (OutlayExpenseFilter) {
    .scope = OUTLAY_SCOPE_MINE,
    .text = self->text[0] != '\0' ? self->text : NULL,
    .states = self->states,
    .category = self->category,
  };
}
