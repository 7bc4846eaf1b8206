/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-choice.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/widgets/outlay-week.h"
#include "core/outlay-time.h"

#define FILE_NAME "reports.ini"
#define GROUP "Reports"

#define ALL_STATES ((1u << OUTLAY_N_STATES) - 1)

struct _OutlayReportChoice
{
  GObject parent_instance;

  /* Owned */
  OutlayWorkspace *workspace;
  char *today;

  OutlayReportSpan span;
  OutlayReportStates states;
  char currency[4];
  gboolean is_converted;
  gboolean is_company;
};

G_DEFINE_FINAL_TYPE (OutlayReportChoice, outlay_report_choice, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static OutlayAccount *
get_account (OutlayReportChoice *self)
{
  return outlay_workspace_get_account (self->workspace);
}

static void
emit_changed (OutlayReportChoice *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
role_changed_cb (OutlayReportChoice *self)
{
  if (!outlay_report_choice_may_be_company (self))
    self->is_company = FALSE;

  emit_changed (self);
}

static guint
get_bits (OutlayReportStates states)
{
  switch (states)
    {
    case OUTLAY_REPORT_APPROVED:
      return 1 << OUTLAY_STATE_APPROVED | 1 << OUTLAY_STATE_REIMBURSED;
    case OUTLAY_REPORT_WAITING:
      return 1 << OUTLAY_STATE_SUBMITTED;
    case OUTLAY_REPORT_REJECTED:
      return 1 << OUTLAY_STATE_REJECTED;
    case OUTLAY_REPORT_EVERYTHING:
      return ALL_STATES;
    case OUTLAY_REPORT_BUT_REJECTED:
    default:
      return ALL_STATES & ~(1u << OUTLAY_STATE_REJECTED);
    }
}

/* Falls back to today where the years end. */
static void
look_at (OutlayReportChoice *self, OutlayReportLength length, const char *day)
{
  GDateWeekday first = outlay_week_get_first_day ();

  if (!outlay_report_span_init (&self->span, length, day, first) &&
      !outlay_report_span_init (&self->span, length, self->today, first))
    g_warn_if_reached ();
}

static const char *const length_words[OUTLAY_N_REPORT_LENGTHS] = {
  "week", "month", "year", "last-7", "last-30", "last-365",
};

static const char *const states_words[OUTLAY_N_REPORT_STATES] = {
  "but-rejected", "approved", "waiting", "rejected", "everything",
};

static char *
get_path (OutlayReportChoice *self)
{
  return g_build_filename (g_file_peek_path (outlay_account_get_folder (get_account (self))),
                           FILE_NAME, NULL);
}

static guint
read_word (GKeyFile *file, const char *key, const char *const *words, guint n_words, guint otherwise)
{
  g_autofree char *word = g_key_file_get_string (file, GROUP, key, NULL);

  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (word, words[i]) == 0)
      return i;

  return otherwise;
}

/* What was chosen when the account was last open: how long a time, and which states. */
static void
restore (OutlayReportChoice *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = get_path (self);

  /* It is not there the first time. */
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;

  look_at (self,
           read_word (file, "Length", length_words, OUTLAY_N_REPORT_LENGTHS, OUTLAY_REPORT_MONTH),
           self->today);
  if (outlay_report_choice_has_states (self))
    self->states = read_word (file, "States", states_words, OUTLAY_N_REPORT_STATES,
                              OUTLAY_REPORT_BUT_REJECTED);
}

/* A few bytes in no hurry: they need not be on disk at once. */
static void
save (OutlayReportChoice *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = get_path (self);
  g_autofree char *text = NULL;

  g_key_file_set_string (file, GROUP, "Length", length_words[self->span.length]);
  g_key_file_set_string (file, GROUP, "States", states_words[self->states]);
  text = g_key_file_to_data (file, NULL, NULL);

  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error))
    g_message ("What reports show is not remembered: %s", error->message);
}

static void
outlay_report_choice_finalize (GObject *object)
{
  OutlayReportChoice *self = OUTLAY_REPORT_CHOICE (object);

  g_clear_object (&self->workspace);
  g_free (self->today);

  G_OBJECT_CLASS (outlay_report_choice_parent_class)->finalize (object);
}

static void
outlay_report_choice_class_init (OutlayReportChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_report_choice_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
outlay_report_choice_init (OutlayReportChoice *self)
{
  self->today = outlay_day_today ();
  look_at (self, OUTLAY_REPORT_MONTH, self->today);
}

OutlayReportChoice *
outlay_report_choice_new (OutlayWorkspace *workspace)
{
  OutlayReportChoice *self = g_object_new (OUTLAY_TYPE_REPORT_CHOICE, NULL);
  const char *home;

  self->workspace = g_object_ref (workspace);
  home = outlay_report_choice_get_home (self);
  g_strlcpy (self->currency, home != NULL ? home : outlay_account_get_currency (get_account (self)),
             sizeof self->currency);
  self->is_converted = home != NULL;
  restore (self);
  g_signal_connect_object (get_account (self), "notify::role", G_CALLBACK (role_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
outlay_report_choice_get_query (OutlayReportChoice *self, OutlaySpendingQuery *query)
{
  g_return_if_fail (OUTLAY_IS_REPORT_CHOICE (self));

  *query = (OutlaySpendingQuery) {
    .is_company = self->is_company,
    .days = self->span.days,
    .is_converted = self->is_converted,
    .states = get_bits (self->states),
    .step = outlay_report_span_get_step (&self->span),
    .first_weekday = self->span.first_weekday,
  };
  outlay_report_span_get_before (&self->span, self->today, &query->before);
  g_strlcpy (query->currency, self->currency, sizeof query->currency);
}

gboolean
outlay_report_is_same_question (const OutlaySpendingQuery *a, const OutlaySpendingQuery *b)
{
  return a->is_company == b->is_company && g_str_equal (a->days.from, b->days.from) &&
         g_str_equal (a->days.until, b->days.until) && g_str_equal (a->currency, b->currency) &&
         a->is_converted == b->is_converted && a->states == b->states;
}

const OutlayReportSpan *
outlay_report_choice_get_span (OutlayReportChoice *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_CHOICE (self), NULL);

  return &self->span;
}

const char *
outlay_report_choice_get_today (OutlayReportChoice *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_CHOICE (self), NULL);

  return self->today;
}

void
outlay_report_choice_set_length (OutlayReportChoice *self, OutlayReportLength length)
{
  char last[OUTLAY_DAY_SIZE];

  g_return_if_fail (OUTLAY_IS_REPORT_CHOICE (self));
  g_return_if_fail (length < OUTLAY_N_REPORT_LENGTHS);

  if (length == self->span.length)
    return;

  outlay_days_get_last (&self->span.days, last);
  look_at (self, length, strcmp (last, self->today) < 0 ? last : self->today);
  save (self);
  emit_changed (self);
}

gboolean
outlay_report_choice_can_step (OutlayReportChoice *self, int step)
{
  OutlayReportSpan other;

  g_return_val_if_fail (OUTLAY_IS_REPORT_CHOICE (self), FALSE);

  other = self->span;

  return (step < 0 || strcmp (self->span.days.until, self->today) <= 0) &&
         outlay_report_span_shift (&other, step);
}

void
outlay_report_choice_step (OutlayReportChoice *self, int step)
{
  g_return_if_fail (OUTLAY_IS_REPORT_CHOICE (self));

  if (!outlay_report_choice_can_step (self, step))
    return;

  outlay_report_span_shift (&self->span, step);
  /* So many days end with today at the latest. */
  if (self->span.length > OUTLAY_REPORT_YEAR && strcmp (self->span.days.until, self->today) > 0)
    look_at (self, self->span.length, self->today);
  emit_changed (self);
}

void
outlay_report_choice_go_to_now (OutlayReportChoice *self)
{
  g_return_if_fail (OUTLAY_IS_REPORT_CHOICE (self));

  look_at (self, self->span.length, self->today);
  emit_changed (self);
}

void
outlay_report_choice_check_day (OutlayReportChoice *self)
{
  g_autofree char *today = NULL;
  gboolean was_running;

  g_return_if_fail (OUTLAY_IS_REPORT_CHOICE (self));

  today = outlay_day_today ();
  if (g_str_equal (today, self->today))
    return;

  was_running = outlay_report_span_is_running (&self->span, self->today);
  g_free (self->today);
  self->today = g_steal_pointer (&today);
  if (was_running)
    look_at (self, self->span.length, self->today);
  emit_changed (self);
}

gboolean
outlay_report_choice_may_be_company (OutlayReportChoice *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_CHOICE (self), FALSE);

  return !outlay_account_is_on_device (get_account (self)) &&
         outlay_account_get_role (get_account (self)) >= OUTLAY_ROLE_REVIEWER;
}

gboolean
outlay_report_choice_is_company (OutlayReportChoice *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_CHOICE (self), FALSE);

  return self->is_company;
}

void
outlay_report_choice_set_company (OutlayReportChoice *self, gboolean is_company)
{
  g_return_if_fail (OUTLAY_IS_REPORT_CHOICE (self));

  is_company = is_company && outlay_report_choice_may_be_company (self);
  if (is_company == self->is_company)
    return;

  self->is_company = is_company;
  emit_changed (self);
}

gboolean
outlay_report_choice_has_states (OutlayReportChoice *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_CHOICE (self), FALSE);

  return !outlay_account_is_on_device (get_account (self));
}

OutlayReportStates
outlay_report_choice_get_states (OutlayReportChoice *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_CHOICE (self), OUTLAY_REPORT_BUT_REJECTED);

  return self->states;
}

void
outlay_report_choice_set_states (OutlayReportChoice *self, OutlayReportStates states)
{
  g_return_if_fail (OUTLAY_IS_REPORT_CHOICE (self));
  g_return_if_fail (states < OUTLAY_N_REPORT_STATES);

  if (states == self->states)
    return;

  self->states = states;
  save (self);
  emit_changed (self);
}

const char *
outlay_report_states_get_name (OutlayReportStates states)
{
  switch (states)
    {
    case OUTLAY_REPORT_APPROVED:
      return _ ("Approved");
    case OUTLAY_REPORT_WAITING:
      return _ ("Waiting for Approval");
    case OUTLAY_REPORT_REJECTED:
      return _ ("Rejected");
    case OUTLAY_REPORT_EVERYTHING:
      return _ ("Everything");
    case OUTLAY_REPORT_BUT_REJECTED:
    default:
      return _ ("All but Rejected");
    }
}

const char *
outlay_report_choice_get_home (OutlayReportChoice *self)
{
  const char *home;

  g_return_val_if_fail (OUTLAY_IS_REPORT_CHOICE (self), NULL);

  if (outlay_account_is_on_device (get_account (self)))
    return outlay_account_get_currency (get_account (self));

  home = outlay_workspace_get_policy (self->workspace)->home;

  return *home != '\0' ? home : NULL;
}

const char *
outlay_report_choice_get_currency (OutlayReportChoice *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_CHOICE (self), NULL);

  return self->currency;
}

gboolean
outlay_report_choice_is_converted (OutlayReportChoice *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_CHOICE (self), FALSE);

  return self->is_converted;
}

void
outlay_report_choice_set_currency (OutlayReportChoice *self,
                                   const char *currency,
                                   gboolean is_converted)
{
  g_return_if_fail (OUTLAY_IS_REPORT_CHOICE (self));
  g_return_if_fail (currency != NULL);

  is_converted = is_converted && g_strcmp0 (currency, outlay_report_choice_get_home (self)) == 0;
  if (g_str_equal (currency, self->currency) && is_converted == self->is_converted)
    return;

  g_strlcpy (self->currency, currency, sizeof self->currency);
  self->is_converted = is_converted;
  emit_changed (self);
}
