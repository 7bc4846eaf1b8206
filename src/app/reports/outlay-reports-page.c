/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-reports-page-private.h"

#include "app/reports/outlay-report-save.h"

G_DEFINE_FINAL_TYPE (OutlayReportsPage, outlay_reports_page, ADW_TYPE_NAVIGATION_PAGE)

/* The keyboard does not stay on a button that has nothing left to do. */
static void
update_steps (OutlayReportsPage *self)
{
  gboolean has_next = outlay_report_choice_can_step (self->choice, 1);

  if (!has_next && (gtk_widget_has_focus (self->next_button) ||
                    gtk_widget_has_focus (GTK_WIDGET (self->now_button))))
    gtk_widget_grab_focus (self->previous_button);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.next", has_next);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.previous",
                                 outlay_report_choice_can_step (self->choice, -1));
}

static void
update_time (OutlayReportsPage *self)
{
  const OutlayReportSpan *span = outlay_report_choice_get_span (self->choice);
  const char *today = outlay_report_choice_get_today (self->choice);
  g_autofree char *title = outlay_report_span_dup_title (span);

  gtk_label_set_label (self->time, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->time), title);
  update_steps (self);
  gtk_button_set_label (self->now_button, outlay_report_length_get_now (span->length));
  gtk_widget_set_visible (GTK_WIDGET (self->now_button),
                          !outlay_report_span_is_running (span, today));
}

static void
choice_changed_cb (OutlayReportsPage *self)
{
  update_time (self);
  adw_banner_set_revealed (self->banner, FALSE);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->answer), "failed") == 0)
    gtk_stack_set_visible_child_name (self->answer, "loading");
  /* Rows of what is not shown any more, and perhaps may not be seen any more. */
  adw_navigation_view_pop_to_tag (self->navigation, "report");
  outlay_reports_page_ask (self);
}

static void
mine_cb (OutlayReportsPage *self)
{
  outlay_report_choice_set_company (self->choice, FALSE);
}

static gboolean
shows_report (OutlayReportsPage *self)
{
  return g_strcmp0 (adw_navigation_view_get_visible_page_tag (self->navigation), "report") == 0;
}

static void
step (OutlayReportsPage *self, int step)
{
  if (shows_report (self))
    outlay_report_choice_step (self->choice, step);
}

static void
previous_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (OUTLAY_REPORTS_PAGE (widget), -1);
}

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (OUTLAY_REPORTS_PAGE (widget), 1);
}

/* Time runs as one reads. */
static gboolean
arrow_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int direction = g_variant_get_int32 (arguments);

  gtk_widget_activate_action (widget, (direction < 0) != is_rtl ? "report.previous" : "report.next",
                              NULL);

  return GDK_EVENT_STOP;
}

static void
now_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayReportsPage *self = OUTLAY_REPORTS_PAGE (widget);

  if (shows_report (self))
    outlay_report_choice_go_to_now (self->choice);
}

static void
save_chart_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayReportsPage *self = OUTLAY_REPORTS_PAGE (widget);
  const char *what = g_variant_get_string (parameter, NULL);
  gboolean is_ring = g_str_has_prefix (what, "ring");

  outlay_report_save (
      widget,
      is_ring ? outlay_report_view_get_ring (self->view) : outlay_report_view_get_bars (self->view),
      is_ring ? OUTLAY_CHART_DONUT : OUTLAY_CHART_BARS,
      g_str_has_suffix (what, "svg") ? OUTLAY_CHART_FORMAT_SVG : OUTLAY_CHART_FORMAT_PNG);
}

static void
outlay_reports_page_shown (AdwNavigationPage *page)
{
  OutlayReportsPage *self = OUTLAY_REPORTS_PAGE (page);

  outlay_report_choice_check_day (self->choice);
  if (self->is_outdated && !self->is_reading)
    outlay_reports_page_ask (self);
}

static gboolean
outlay_reports_page_grab_focus (GtkWidget *widget)
{
  OutlayReportsPage *self = OUTLAY_REPORTS_PAGE (widget);

  return gtk_widget_child_focus (GTK_WIDGET (self->navigation), GTK_DIR_TAB_FORWARD);
}

static void
outlay_reports_page_dispose (GObject *object)
{
  OutlayReportsPage *self = OUTLAY_REPORTS_PAGE (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_REPORTS_PAGE);
  g_clear_object (&self->choice);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_reports_page_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK, arrow_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK, arrow_cb, "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK,
                                       "report.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK,
                                       "report.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, GDK_ALT_MASK, "report.now",
                                       NULL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/reports/outlay-reports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, navigation);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, time_bar);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, previous_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, time);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, now_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, banner);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, answer);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, controls);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, view);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, failed);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportsPage, mine_button);
  gtk_widget_class_bind_template_callback_full (widget_class, "read_cb",
                                                G_CALLBACK (outlay_reports_page_ask));
  gtk_widget_class_bind_template_callback (widget_class, mine_cb);
}

static void
outlay_reports_page_class_init (OutlayReportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_reports_page_dispose;
  widget_class->grab_focus = outlay_reports_page_grab_focus;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = outlay_reports_page_shown;

  g_type_ensure (OUTLAY_TYPE_REPORT_CONTROLS);
  g_type_ensure (OUTLAY_TYPE_REPORT_VIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "report.previous", NULL, previous_cb);
  gtk_widget_class_install_action (widget_class, "report.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "report.now", NULL, now_cb);
  gtk_widget_class_install_action (widget_class, "report.save-chart", "s", save_chart_cb);
  add_keys (widget_class);
}

static void
outlay_reports_page_init (OutlayReportsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.save-chart", FALSE);
}

AdwNavigationPage *
outlay_reports_page_new (OutlayWorkspace *workspace)
{
  OutlayReportsPage *self;

  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (OUTLAY_TYPE_REPORTS_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->choice = outlay_report_choice_new (workspace);
  outlay_report_view_set_workspace (self->view, workspace);
  outlay_report_controls_set_choice (self->controls, self->choice);
  g_signal_connect_object (self->choice, "changed", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (outlay_workspace_get_spending_store (workspace), "changed",
                           G_CALLBACK (outlay_reports_page_follow), self, G_CONNECT_SWAPPED);
  update_time (self);
  outlay_reports_page_ask (self);

  return ADW_NAVIGATION_PAGE (self);
}

OutlayReportChoice *
outlay_reports_page_get_choice (OutlayReportsPage *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORTS_PAGE (self), NULL);

  return self->choice;
}

OutlayReportView *
outlay_reports_page_get_view (OutlayReportsPage *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORTS_PAGE (self), NULL);

  return self->view;
}

OutlayExportSubject *
outlay_reports_page_dup_subject (OutlayReportsPage *self)
{
  const OutlaySpendingQuery *query;
  OutlaySpending *spending;
  OutlayExpenseFilter filter;
  OutlaySpendingQuery asked;
  g_autofree char *title = NULL;

  g_return_val_if_fail (OUTLAY_IS_REPORTS_PAGE (self), NULL);

  spending = outlay_report_view_get_spending (self->view);
  outlay_report_choice_get_query (self->choice, &asked);
  if (spending == NULL ||
      !outlay_report_is_same_question (outlay_spending_get_query (spending), &asked))
    return NULL;

  query = outlay_spending_get_query (spending);
  outlay_spending_filter_of_total (spending, &filter);
  title = outlay_report_span_dup_title (outlay_report_choice_get_span (self->choice));

  return outlay_export_subject_new (
      self->workspace, &(OutlayExportSubjectInit) {
                           .title = title,
                           .subtitle = outlay_report_choice_has_states (self->choice)
                                           ? outlay_report_states_get_name (
                                                 outlay_report_choice_get_states (self->choice))
                                           : NULL,
                           .is_company = query->is_company,
                           .filter = &filter,
                           .currency = query->currency,
                           .spending = spending,
                           .span = outlay_report_choice_get_span (self->choice),
                       });
}
