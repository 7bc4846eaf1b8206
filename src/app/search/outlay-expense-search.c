/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/search/outlay-expense-search.h"

#include <string.h>

#include "core/expense/outlay-expense-check.h"
#include "core/money/outlay-currency.h"
#include "core/outlay-time.h"

struct _OutlayExpenseSearch
{
  GObject parent_instance;

  /* Owned */
  char *text;
  char *category;
  char *from;
  char *to;
  char *until; /* the day after to */
  char *currency;
  char *owner;
  char *owner_name;

  OutlayScope scope;
  guint states;
  gint64 min;
  gint64 max;
};

G_DEFINE_FINAL_TYPE (OutlayExpenseSearch, outlay_expense_search, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TEXT,
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
notify_filters (OutlayExpenseSearch *self)
{
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
  if (id == PROP_TEXT)
    outlay_expense_search_set_text (OUTLAY_EXPENSE_SEARCH (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* All but the scope. */
static void
forget (OutlayExpenseSearch *self)
{
  g_set_str (&self->text, "");
  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);
  g_clear_pointer (&self->until, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->owner_name, g_free);
  self->states = 0;
  self->min = self->max = 0;
}

static void
outlay_expense_search_finalize (GObject *object)
{
  OutlayExpenseSearch *self = OUTLAY_EXPENSE_SEARCH (object);

  forget (self);
  g_free (self->text);

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
outlay_expense_search_new (OutlayScope scope)
{
  OutlayExpenseSearch *self = g_object_new (OUTLAY_TYPE_EXPENSE_SEARCH, NULL);

  self->scope = scope;

  return self;
}

/* --- what is looked for ---------------------------------------------------------------------- */

OutlayScope
outlay_expense_search_get_scope (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), OUTLAY_SCOPE_MINE);

  return self->scope;
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

const char *
outlay_expense_search_get_from (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), NULL);

  return self->from;
}

const char *
outlay_expense_search_get_to (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), NULL);

  return self->to;
}

gint64
outlay_expense_search_get_min (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), 0);

  return self->min;
}

gint64
outlay_expense_search_get_max (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), 0);

  return self->max;
}

const char *
outlay_expense_search_get_currency (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), NULL);

  return self->currency;
}

const char *
outlay_expense_search_get_owner (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), NULL);

  return self->owner;
}

const char *
outlay_expense_search_get_owner_name (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), NULL);

  return self->owner_name;
}

guint
outlay_expense_search_get_n_filters (OutlayExpenseSearch *self)
{
  guint n = 0;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), 0);

  for (guint states = self->states; states != 0; states >>= 1)
    n += states & 1;

  return n + (self->category != NULL) + (self->from != NULL || self->to != NULL) +
         (self->currency != NULL) + (self->owner != NULL);
}

gboolean
outlay_expense_search_is_empty (OutlayExpenseSearch *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), TRUE);

  return self->text[0] == '\0' && outlay_expense_search_get_n_filters (self) == 0;
}

void
outlay_expense_search_get_filter (OutlayExpenseSearch *self, OutlayExpenseFilter *filter)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  *filter = (OutlayExpenseFilter) {
    .scope = self->scope,
    .text = self->text[0] != '\0' ? self->text : NULL,
    .states = self->states,
    .category = self->category,
    .from = self->from,
    .until = self->until,
    .currency = self->currency,
    .min = self->min,
    .max = self->max,
    .owner = self->owner,
  };
}

/* --- looking for something else -------------------------------------------------------------- */

void
outlay_expense_search_set_text (OutlayExpenseSearch *self, const char *text)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  if (!g_set_str (&self->text, text != NULL ? text : ""))
    return;

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
  g_signal_emit (self, signals[CHANGED], 0);
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
  notify_filters (self);
}

void
outlay_expense_search_set_category (OutlayExpenseSearch *self, const char *category)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  if (g_set_str (&self->category, category))
    notify_filters (self);
}

/* Whether something has changed. */
static gboolean
take_days (OutlayExpenseSearch *self, const char *from, const char *to)
{
  g_autofree char *until = outlay_day_is_valid (to) ? outlay_day_add (to, 1) : NULL;
  gboolean has_changed;

  /* After the last day there is no other one. */
  if (until == NULL)
    to = NULL;
  if (!outlay_day_is_valid (from))
    from = NULL;

  has_changed = g_set_str (&self->from, from);
  has_changed |= g_set_str (&self->to, to);
  g_set_str (&self->until, until);

  return has_changed;
}

void
outlay_expense_search_set_days (OutlayExpenseSearch *self, const char *from, const char *to)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  if (take_days (self, from, to))
    notify_filters (self);
}

static gboolean
take_amounts (OutlayExpenseSearch *self, gint64 min, gint64 max, const char *currency)
{
  gboolean has_changed;

  if (currency == NULL || outlay_currency_find (currency) == NULL || (min <= 0 && max <= 0))
    {
      min = max = 0;
      currency = NULL;
    }

  min = CLAMP (min, 0, OUTLAY_AMOUNT_MAX);
  max = CLAMP (max, 0, OUTLAY_AMOUNT_MAX);
  has_changed = g_set_str (&self->currency, currency) || min != self->min || max != self->max;
  self->min = min;
  self->max = max;

  return has_changed;
}

void
outlay_expense_search_set_amounts (OutlayExpenseSearch *self,
                                   gint64 min,
                                   gint64 max,
                                   const char *currency)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  if (take_amounts (self, min, max, currency))
    notify_filters (self);
}

void
outlay_expense_search_set_owner (OutlayExpenseSearch *self, const char *owner, const char *name)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  if (!g_set_str (&self->owner, owner))
    return;

  g_set_str (&self->owner_name, owner != NULL ? name : NULL);
  notify_filters (self);
}

void
outlay_expense_search_clear (OutlayExpenseSearch *self)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));

  if (outlay_expense_search_is_empty (self))
    return;

  forget (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
  notify_filters (self);
}

/* --- to be kept ------------------------------------------------------------------------------ */

static void
append (GString *kept, const char *name, const char *value)
{
  if (value == NULL)
    return;
  if (kept->len > 0)
    g_string_append_c (kept, '&');

  g_string_append (kept, name);
  g_string_append_c (kept, '=');
  g_string_append_uri_escaped (kept, value, NULL, TRUE);
}

static void
append_number (GString *kept, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  append (kept, name, value > 0 ? text : NULL);
}

static void
append_states (GString *kept, guint states)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    if (states & (1u << state))
      {
        if (names->len > 0)
          g_string_append_c (names, ',');
        g_string_append (names, outlay_state_to_string (state));
      }

  append (kept, "state", names->len > 0 ? names->str : NULL);
}

char *
outlay_expense_search_to_text (OutlayExpenseSearch *self)
{
  GString *kept = g_string_new (NULL);

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self), NULL);

  append (kept, "q", self->text[0] != '\0' ? self->text : NULL);
  append_states (kept, self->states);
  append (kept, "category", g_strcmp0 (self->category, "") == 0 ? "none" : self->category);
  append (kept, "from", self->from);
  append (kept, "to", self->to);
  append_number (kept, "min", self->min);
  append_number (kept, "max", self->max);
  append (kept, "currency", self->currency);
  append (kept, "owner", self->owner);
  append (kept, "owner-name", self->owner_name);

  return g_string_free_and_steal (kept);
}

static guint
read_states (const char *names)
{
  g_auto (GStrv) words = g_strsplit (names != NULL ? names : "", ",", OUTLAY_N_STATES + 1);
  guint states = 0;
  OutlayState state;

  for (char **word = words; *word != NULL; word++)
    if (outlay_state_from_string (*word, &state))
      states |= 1u << state;

  return states;
}

static gint64
read_number (const char *text)
{
  gint64 value = 0;

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, OUTLAY_AMOUNT_MAX, &value, NULL)
             ? value
             : 0;
}

void
outlay_expense_search_set_from_text (OutlayExpenseSearch *self, const char *kept)
{
  g_autoptr (GHashTable) parts = NULL;
  const char *category;

  g_return_if_fail (OUTLAY_IS_EXPENSE_SEARCH (self));
  g_return_if_fail (kept != NULL);

  parts = g_uri_parse_params (kept, -1, "&", G_URI_PARAMS_NONE, NULL);
  forget (self);
  if (parts != NULL)
    {
      category = g_hash_table_lookup (parts, "category");
      if (g_hash_table_lookup (parts, "q") != NULL)
        g_set_str (&self->text, g_hash_table_lookup (parts, "q"));
      self->states = read_states (g_hash_table_lookup (parts, "state"));
      g_set_str (&self->category, g_strcmp0 (category, "none") == 0 ? "" : category);
      take_days (self, g_hash_table_lookup (parts, "from"), g_hash_table_lookup (parts, "to"));
      take_amounts (self, read_number (g_hash_table_lookup (parts, "min")),
                    read_number (g_hash_table_lookup (parts, "max")),
                    g_hash_table_lookup (parts, "currency"));
      g_set_str (&self->owner, g_hash_table_lookup (parts, "owner"));
      g_set_str (&self->owner_name, g_hash_table_lookup (parts, "owner-name"));
    }

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
  notify_filters (self);
}
