/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/company/outlay-policy-page.h"

#include <glib/gi18n.h>

#include "app/company/outlay-money-row.h"
#include "app/form/outlay-complaint-row.h"
#include "app/widgets/outlay-currency-row.h"
#include "app/widgets/outlay-error-text.h"
#include "client/company/outlay-company-api.h"
#include "client/transport/outlay-fiber.h"

struct _OutlayPolicyPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  AdwBanner *banner;
  GtkWidget *save;
  GtkStack *stack;
  AdwStatusPage *failed;
  AdwComboRow *signup;
  AdwComboRow *proof;
  OutlayMoneyRow *above;
  OutlayCurrencyRow *currency;
  OutlayComplaintRow *currency_complaint;
  AdwPreferencesGroup *limits;
  AdwComboRow *over_limit;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayApi *api;
  OutlayPolicyInForce *in_force; /* (nullable): not loaded yet */
  GPtrArray *limit_rows;         /* of OutlayMoneyRow, one for each category; "category" names it */

  gboolean is_busy;
  gboolean is_replacing; /* what is loaded takes the place of what was typed */
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (OutlayPolicyPage, outlay_policy_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- what is on the page --- */

/* Limits that the page has no row for (a second currency, an archived category) stay as they are. */
static gboolean
read_limits (OutlayPolicyPage *self, GArray *limits)
{
  const GArray *old = self->in_force->policy.limits;

  for (guint i = 0; i < self->limit_rows->len; i++)
    {
      OutlayMoneyRow *row = self->limit_rows->pdata[i];
      OutlayMoney most;

      if (outlay_money_row_get_money (row, &most))
        outlay_policy_limits_add (limits, g_object_get_data (G_OBJECT (row), "category"), &most);
      else if (!outlay_money_row_is_empty (row))
        return FALSE;
    }

  for (guint i = 0; old != NULL && i < old->len; i++)
    {
      const OutlayPolicyLimit *limit = &g_array_index (old, OutlayPolicyLimit, i);
      gboolean has_row = FALSE;

      for (guint j = 0; j < self->limit_rows->len && !has_row; j++)
        {
          GObject *row = self->limit_rows->pdata[j];

          has_row = g_str_equal (g_object_get_data (row, "category"), limit->category) &&
                    g_strcmp0 (g_object_get_data (row, "currency"), limit->most.currency) == 0;
        }
      if (!has_row)
        outlay_policy_limits_add (limits, limit->category, &limit->most);
    }

  return TRUE;
}

/* %FALSE while something on the page cannot be read. */
static gboolean
read_policy (OutlayPolicyPage *self, OutlayPolicy *policy)
{
  const char *home = outlay_currency_row_get_currency (self->currency);

  *policy = (OutlayPolicy) {
    .signup = (OutlaySignupRule) adw_combo_row_get_selected (self->signup),
    .proof_rule = (OutlayProofRule) adw_combo_row_get_selected (self->proof),
    .over_limit = (OutlayOverLimit) adw_combo_row_get_selected (self->over_limit),
    .limits = outlay_policy_limits_new (),
  };
  if (home != NULL)
    g_strlcpy (policy->home, home, sizeof policy->home);

  if (policy->proof_rule == OUTLAY_PROOF_ABOVE &&
      !outlay_money_row_get_money (self->above, &policy->proof_above))
    return FALSE;

  return read_limits (self, policy->limits);
}

gboolean
outlay_policy_page_has_changes (OutlayPolicyPage *self)
{
  g_auto (OutlayPolicy) policy = { 0 };

  g_return_val_if_fail (OUTLAY_IS_POLICY_PAGE (self), FALSE);

  return self->in_force != NULL &&
         (!read_policy (self, &policy) || !outlay_policy_equal (&policy, &self->in_force->policy));
}

static void
update (OutlayPolicyPage *self)
{
  g_auto (OutlayPolicy) policy = { 0 };
  gboolean is_good;

  gtk_widget_set_visible (GTK_WIDGET (self->above),
                          adw_combo_row_get_selected (self->proof) == OUTLAY_PROOF_ABOVE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->signup),
                               adw_combo_row_get_selected (self->signup) == OUTLAY_SIGNUP_OPEN
                                   ? _ ("Only for a server that nobody else can reach: a stranger "
                                        "may use a colleague’s name")
                                   : "");
  if (self->in_force == NULL)
    return;

  is_good = read_policy (self, &policy);
  gtk_widget_set_sensitive (self->save,
                            is_good && !self->is_busy &&
                                !outlay_policy_equal (&policy, &self->in_force->policy));
}

static void
changed_cb (OutlayPolicyPage *self)
{
  if (!self->is_showing)
    update (self);
}

/* What the server has said of it was about the one before. */
static void
currency_changed_cb (OutlayPolicyPage *self)
{
  outlay_complaint_row_set_text (self->currency_complaint, GTK_WIDGET (self->currency), NULL);
  changed_cb (self);
}

/* The currency that is meant where none is typed. */
static const char *
get_usual_currency (OutlayPolicyPage *self)
{
  if (self->in_force != NULL && *self->in_force->policy.home != '\0')
    return self->in_force->policy.home;

  return outlay_account_get_currency (outlay_workspace_get_account (self->workspace));
}

static OutlayMoneyRow *
create_limit_row (OutlayPolicyPage *self, OutlayCategory *category)
{
  GtkWidget *row = outlay_money_row_new (outlay_category_get_name (category));

  g_object_set_data_full (G_OBJECT (row), "category", g_strdup (outlay_category_get_id (category)),
                          g_free);
  outlay_money_row_set_currency (OUTLAY_MONEY_ROW (row), get_usual_currency (self));
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->limits, row);
  g_ptr_array_add (self->limit_rows, row);

  return OUTLAY_MONEY_ROW (row);
}

static void
show_limits (OutlayPolicyPage *self)
{
  GListModel *categories = G_LIST_MODEL (outlay_workspace_get_category_store (self->workspace));
  const GArray *limits = self->in_force->policy.limits;

  for (guint i = 0; i < self->limit_rows->len; i++)
    adw_preferences_group_remove (self->limits, self->limit_rows->pdata[i]);
  g_ptr_array_set_size (self->limit_rows, 0);

  for (guint i = 0; i < g_list_model_get_n_items (categories); i++)
    {
      g_autoptr (OutlayCategory) category = g_list_model_get_item (categories, i);
      OutlayMoneyRow *row = create_limit_row (self, category);

      for (guint j = 0; limits != NULL && j < limits->len; j++)
        {
          const OutlayPolicyLimit *limit = &g_array_index (limits, OutlayPolicyLimit, j);

          if (!g_str_equal (limit->category, outlay_category_get_id (category)))
            continue;
          outlay_money_row_set_money (row, &limit->most);
          g_object_set_data_full (G_OBJECT (row), "currency", g_strdup (limit->most.currency),
                                  g_free);
          break;
        }
    }
}

static void
show_policy (OutlayPolicyPage *self, OutlayPolicyInForce *in_force)
{
  const OutlayPolicy *policy = &in_force->policy;

  g_clear_pointer (&self->in_force, outlay_policy_in_force_free);
  self->in_force = in_force;

  self->is_showing = TRUE;
  adw_combo_row_set_selected (self->signup, policy->signup);
  adw_combo_row_set_selected (self->proof, policy->proof_rule);
  adw_combo_row_set_selected (self->over_limit, policy->over_limit);
  outlay_currency_row_set_currency (self->currency, policy->home);
  outlay_complaint_row_set_text (self->currency_complaint, GTK_WIDGET (self->currency), NULL);
  outlay_money_row_set_currency (self->above, get_usual_currency (self));
  outlay_money_row_set_money (
      self->above, policy->proof_rule == OUTLAY_PROOF_ABOVE ? &policy->proof_above : NULL);
  show_limits (self);
  self->is_showing = FALSE;

  adw_banner_set_revealed (self->banner, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "policy");
  update (self);
}

/* The first ones may come after the policy; what is being typed is not taken away for it. */
static void
categories_changed_cb (OutlayPolicyPage *self)
{
  if (self->in_force != NULL && !self->is_busy && !outlay_policy_page_has_changes (self))
    show_policy (self, outlay_policy_in_force_copy (self->in_force));
}

/* --- the server --- */

static DexFuture *
load_fiber (gpointer user_data)
{
  OutlayPolicyPage *self = user_data;
  g_autoptr (GError) error = NULL;
  OutlayPolicyInForce *in_force = dex_await_boxed (outlay_company_api_get_policy (self->api),
                                                   &error);

  self->is_busy = FALSE;
  if (in_force == NULL)
    {
      adw_status_page_set_description (self->failed, outlay_error_to_text (error));
      if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN))
        outlay_sync_verify (outlay_workspace_get_sync (self->workspace));
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
  else if (self->is_replacing || !outlay_policy_page_has_changes (self))
    show_policy (self, in_force);
  else
    {
      /* Typed meanwhile, or before the server went away; saving finds out whether it still fits. */
      outlay_policy_in_force_free (in_force);
      gtk_stack_set_visible_child_name (self->stack, "policy");
      update (self);
    }

  return dex_future_new_for_boolean (self->in_force != NULL);
}

static void
load (OutlayPolicyPage *self, gboolean replaces)
{
  if (self->is_busy)
    return;

  self->is_busy = TRUE;
  self->is_replacing = replaces;
  if (self->in_force == NULL || replaces)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  dex_future_disown (outlay_fiber_spawn (load_fiber, g_object_ref (self), g_object_unref));
}

/* The person wants to see what holds. */
static void
load_cb (OutlayPolicyPage *self)
{
  load (self, !outlay_policy_page_has_changes (self) || adw_banner_get_revealed (self->banner));
}

static gboolean
is_about_currency (const GError *error, const OutlayProblem *problem)
{
  if (problem == NULL || !g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED))
    return FALSE;

  for (guint i = 0; i < problem->fields->len; i++)
    if (g_str_equal (problem->fields->pdata[i], "currency"))
      return TRUE;

  return FALSE;
}

static void
show_failure (OutlayPolicyPage *self, const GError *error)
{
  const OutlayProblem *problem = outlay_problem_get (error);

  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT))
    {
      adw_banner_set_title (self->banner, _ ("Somebody else has changed the policy meanwhile."));
      adw_banner_set_revealed (self->banner, TRUE);
    }
  else if (is_about_currency (error, problem))
    {
      outlay_complaint_row_set_text (
          self->currency_complaint, GTK_WIDGET (self->currency),
          _ ("It cannot be changed any more: an expense was submitted already."));
      gtk_widget_grab_focus (GTK_WIDGET (self->currency));
    }
  else
    {
      AdwToast *toast = adw_toast_new (problem != NULL && problem->messages->len > 0
                                           ? g_ptr_array_index (problem->messages, 0)
                                           : outlay_error_to_text (error));

      adw_toast_set_use_markup (toast, FALSE);
      adw_toast_overlay_add_toast (self->toasts, toast);
    }
}

static DexFuture *
save_fiber (gpointer user_data)
{
  OutlayPolicyPage *self = user_data;
  g_auto (OutlayPolicy) policy = { 0 };
  g_autoptr (GError) error = NULL;
  OutlayPolicyInForce *in_force = NULL;

  if (read_policy (self, &policy))
    in_force = dex_await_boxed (
        outlay_company_api_set_policy (self->api, &policy, self->in_force->etag), &error);

  self->is_busy = FALSE;
  if (in_force != NULL)
    {
      show_policy (self, in_force);
      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("The policy is saved")));
    }
  else if (error != NULL)
    show_failure (self, error);
  update (self);

  return dex_future_new_for_boolean (in_force != NULL);
}

static void
save_cb (OutlayPolicyPage *self)
{
  self->is_busy = TRUE;
  update (self);
  dex_future_disown (outlay_fiber_spawn (save_fiber, g_object_ref (self), g_object_unref));
}

/* What is typed and not saved outlives a look at another page. */
static void
outlay_policy_page_shown (AdwNavigationPage *page)
{
  OutlayPolicyPage *self = OUTLAY_POLICY_PAGE (page);

  if (!outlay_policy_page_has_changes (self))
    load (self, FALSE);
}

static void
outlay_policy_page_dispose (GObject *object)
{
  OutlayPolicyPage *self = OUTLAY_POLICY_PAGE (object);

  if (self->api != NULL)
    outlay_api_close (self->api);
  /* The overlay is a template's child and the page's own: the page has to let go of it first. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_POLICY_PAGE);
  g_clear_object (&self->api);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_policy_page_parent_class)->dispose (object);
}

static void
outlay_policy_page_finalize (GObject *object)
{
  OutlayPolicyPage *self = OUTLAY_POLICY_PAGE (object);

  g_clear_pointer (&self->in_force, outlay_policy_in_force_free);
  g_clear_pointer (&self->limit_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (outlay_policy_page_parent_class)->finalize (object);
}

static void
outlay_policy_page_class_init (OutlayPolicyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_policy_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = outlay_policy_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = outlay_policy_page_shown;

  g_type_ensure (OUTLAY_TYPE_COMPLAINT_ROW);
  g_type_ensure (OUTLAY_TYPE_CURRENCY_ROW);
  g_type_ensure (OUTLAY_TYPE_MONEY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/company/outlay-policy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, banner);
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, save);
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, failed);
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, signup);
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, proof);
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, above);
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, limits);
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, currency);
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, currency_complaint);
  gtk_widget_class_bind_template_child (widget_class, OutlayPolicyPage, over_limit);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, currency_changed_cb);
}

static void
outlay_policy_page_init (OutlayPolicyPage *self)
{
  self->limit_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
outlay_policy_page_new (OutlayWorkspace *workspace)
{
  OutlayPolicyPage *self = g_object_new (OUTLAY_TYPE_POLICY_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->api = outlay_api_new (outlay_workspace_get_session (workspace));
  g_signal_connect_object (outlay_workspace_get_category_store (workspace), "items-changed",
                           G_CALLBACK (categories_changed_cb), self, G_CONNECT_SWAPPED);

  return ADW_NAVIGATION_PAGE (self);
}
