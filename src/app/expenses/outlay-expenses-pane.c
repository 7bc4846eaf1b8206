/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-expenses-pane.h"

#include <glib/gi18n.h>

#include "app/search/outlay-expense-search.h"
#include "app/expenses/outlay-expense-row.h"
#include "app/expenses/outlay-expense-section-list.h"
#include "app/search/outlay-filter-chips.h"
#include "app/search/outlay-filter-popover.h"
#include "app/expenses/outlay-month-header.h"
#include "core/outlay-time.h"

/* As many rows as a tall window shows. A list view keeps two hundred, and the first frame waits
 * for them. */
#define N_FIRST_ROWS 40

typedef enum
{
  VIEW_LIST,
  VIEW_EMPTY,
  VIEW_NO_RESULTS,
} View;

struct _OutlayExpensesPane
{
  AdwNavigationPage parent_instance;

  /* Template */
  GtkMenuButton *filter_button;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  OutlayFilterChips *chips;
  AdwBin *content;
  GtkWidget *list;
  GtkListView *list_view;

  /* Child */
  AdwBanner *banner; /* (nullable): never needed so far */

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayExpenseSearch *search;
  OutlayExpenseList *expenses;
  OutlayExpenseSectionList *sections;
  GtkWidget *kept_list;
  char *today;

  View view;
  gint64 today_checked; /* minute of the clock, as days pass while a window stays open */
};

G_DEFINE_FINAL_TYPE (OutlayExpensesPane, outlay_expenses_pane, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  PROP_0,
  PROP_SELECTED_ID,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static const char *
get_today (OutlayExpensesPane *self)
{
  gint64 minute = g_get_real_time () / (60 * G_USEC_PER_SEC);

  if (self->today == NULL || minute != self->today_checked)
    {
      g_free (self->today);
      self->today = outlay_day_today ();
      self->today_checked = minute;
    }

  return self->today;
}

/* Only what is needed is built: at the start that is the list. */
static GtkWidget *
create_status_page (const char *icon, const char *title, const char *description, GtkWidget *button)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  gtk_widget_add_css_class (page, "compact");
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);

  return page;
}

static GtkWidget *
create_empty_page (void)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("New Expense"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.new-expense");
  gtk_widget_add_css_class (button, "suggested-action");

  return create_status_page ("outlay-receipt-symbolic", _ ("No Expenses Yet"),
                             _ ("Add one with its receipt, and it is here whenever you need it."),
                             button);
}

static GtkWidget *
create_no_results_page (void)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Clear Filters"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "list.clear-filters");

  return create_status_page ("edit-find-symbolic", _ ("Nothing Found"),
                             _ ("No expense fits what you look for."), button);
}

static void
update_view (OutlayExpensesPane *self)
{
  View view = VIEW_LIST;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->expenses)) == 0)
    view = outlay_expense_search_is_empty (self->search) ? VIEW_EMPTY : VIEW_NO_RESULTS;

  if (view == self->view)
    return;

  self->view = view;

  if (view == VIEW_LIST)
    adw_bin_set_child (self->content, self->kept_list);
  else
    adw_bin_set_child (self->content,
                       view == VIEW_EMPTY ? create_empty_page () : create_no_results_page ());
}

/* GtkListView takes the top of the first row for the top of the list and leaves its header above,
 * until it is asked to bring that row into view. */
static void
scroll_to_top (OutlayExpensesPane *self)
{
  GtkSelectionModel *rows = gtk_list_view_get_model (self->list_view);

  if (rows != NULL && g_list_model_get_n_items (G_LIST_MODEL (rows)) > 0)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

/* Who looks at the newest goes on looking at the newest when newer ones come; who has scrolled, or has
 * chosen one, stays with it. */
static void
sections_changed_cb (OutlayExpensesPane *self)
{
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));

  update_view (self);
  if (gtk_adjustment_get_value (place) <= gtk_adjustment_get_lower (place) &&
      outlay_expenses_pane_get_selected_id (self) == NULL)
    scroll_to_top (self);
}

static AdwToolbarView *
get_toolbars (OutlayExpensesPane *self)
{
  return ADW_TOOLBAR_VIEW (adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self)));
}

static void
update_banner (OutlayExpensesPane *self)
{
  OutlaySession *session = outlay_workspace_get_session (self->workspace);
  gboolean is_out = session != NULL &&
                    outlay_session_get_state (session) == OUTLAY_SESSION_SIGNED_OUT;

  if (is_out && self->banner == NULL)
    {
      self->banner = ADW_BANNER (adw_banner_new (
          _ ("You are signed out. Everything stays here until you sign in again.")));
      adw_banner_set_button_label (self->banner, _ ("Sign In…"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner), "win.sign-in");
      adw_toolbar_view_add_top_bar (get_toolbars (self), GTK_WIDGET (self->banner));
    }

  if (self->banner != NULL)
    adw_banner_set_revealed (self->banner, is_out);
}

static void
search_filter_changed_cb (OutlayExpensesPane *self)
{
  OutlayExpenseFilter filter;

  outlay_expense_search_get_filter (self->search, &filter);
  outlay_expense_list_set_filter (self->expenses, &filter);
  scroll_to_top (self);

  /* What was kept under a name brings its words along. */
  if (g_strcmp0 (gtk_editable_get_text (self->search_entry),
                 filter.text != NULL ? filter.text : "") != 0)
    {
      gtk_editable_set_text (self->search_entry, filter.text != NULL ? filter.text : "");
      if (filter.text != NULL)
        gtk_search_bar_set_search_mode (self->search_bar, TRUE);
    }

  update_view (self);
}

static void
search_changed_cb (OutlayExpensesPane *self)
{
  outlay_expense_search_set_text (self->search, gtk_editable_get_text (self->search_entry));
}

static void
clear_filters_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayExpensesPane *self = OUTLAY_EXPENSES_PANE (widget);

  outlay_expense_search_clear (self->search);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

/* What is seen is there now; the rows beyond can come. */
static void
painted_cb (OutlayExpensesPane *self, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);

  if (self->sections != NULL)
    outlay_expense_section_list_set_limit (self->sections, G_MAXUINT);
}

static void
outlay_expenses_pane_map (GtkWidget *widget)
{
  OutlayExpensesPane *self = OUTLAY_EXPENSES_PANE (widget);

  GTK_WIDGET_CLASS (outlay_expenses_pane_parent_class)->map (widget);

  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                           G_CALLBACK (painted_cb), self, G_CONNECT_SWAPPED);
}

static void
selected_cb (OutlayExpensesPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED_ID]);
}

static void
setup_row_cb (OutlayExpensesPane *self, GtkListItem *item)
{
  OutlayAccount *account = outlay_workspace_get_account (self->workspace);

  gtk_list_item_set_child (
      item, outlay_expense_row_new (outlay_workspace_get_category_store (self->workspace),
                                    !outlay_account_is_on_device (account)));
}

static void
bind_row_cb (OutlayExpensesPane *self, GtkListItem *item)
{
  OutlayExpenseRow *row = OUTLAY_EXPENSE_ROW (gtk_list_item_get_child (item));
  g_autofree char *label = NULL;

  outlay_expense_row_set_expense (row, gtk_list_item_get_item (item), get_today (self));
  label = outlay_expense_row_describe (row);
  gtk_list_item_set_accessible_label (item, label);
}

static void
unbind_row_cb (OutlayExpensesPane *self, GtkListItem *item)
{
  outlay_expense_row_set_expense (OUTLAY_EXPENSE_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

static void
setup_header_cb (OutlayExpensesPane *self, GtkListHeader *header)
{
  gtk_list_header_set_child (header, outlay_month_header_new ());
}

static void
bind_header_cb (OutlayExpensesPane *self, GtkListHeader *header)
{
  outlay_month_header_bind (OUTLAY_MONTH_HEADER (gtk_list_header_get_child (header)),
                            self->expenses, header);
}

static void
unbind_header_cb (OutlayExpensesPane *self, GtkListHeader *header)
{
  outlay_month_header_bind (OUTLAY_MONTH_HEADER (gtk_list_header_get_child (header)), NULL, NULL);
}

static GtkListItemFactory *
create_factory (OutlayExpensesPane *self, GCallback setup, GCallback bind, GCallback unbind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", bind, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", unbind, self, G_CONNECT_SWAPPED);

  return factory;
}

static void
create_factories (OutlayExpensesPane *self)
{
  g_autoptr (GtkListItemFactory) rows = create_factory (
      self, G_CALLBACK (setup_row_cb), G_CALLBACK (bind_row_cb), G_CALLBACK (unbind_row_cb));
  g_autoptr (GtkListItemFactory)
      headers = create_factory (self, G_CALLBACK (setup_header_cb), G_CALLBACK (bind_header_cb),
                                G_CALLBACK (unbind_header_cb));

  gtk_list_view_set_factory (self->list_view, rows);
  gtk_list_view_set_header_factory (self->list_view, headers);
}

static void
outlay_expenses_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SELECTED_ID:
      g_value_set_string (value,
                          outlay_expenses_pane_get_selected_id (OUTLAY_EXPENSES_PANE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_expenses_pane_dispose (GObject *object)
{
  OutlayExpensesPane *self = OUTLAY_EXPENSES_PANE (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_EXPENSES_PANE);
  g_clear_object (&self->kept_list);
  g_clear_object (&self->sections);
  g_clear_object (&self->expenses);
  g_clear_object (&self->search);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->today, g_free);

  G_OBJECT_CLASS (outlay_expenses_pane_parent_class)->dispose (object);
}

/* The list, not the first button of the header. */
static gboolean
outlay_expenses_pane_grab_focus (GtkWidget *widget)
{
  OutlayExpensesPane *self = OUTLAY_EXPENSES_PANE (widget);

  return (gtk_widget_get_mapped (GTK_WIDGET (self->list_view)) &&
          gtk_widget_grab_focus (GTK_WIDGET (self->list_view))) ||
         GTK_WIDGET_CLASS (outlay_expenses_pane_parent_class)->grab_focus (widget);
}

static void
outlay_expenses_pane_class_init (OutlayExpensesPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = outlay_expenses_pane_get_property;
  object_class->dispose = outlay_expenses_pane_dispose;
  widget_class->grab_focus = outlay_expenses_pane_grab_focus;
  widget_class->map = outlay_expenses_pane_map;

  props[PROP_SELECTED_ID] = g_param_spec_string ("selected-id", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (OUTLAY_TYPE_FILTER_CHIPS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/expenses/outlay-expenses-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayExpensesPane, filter_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpensesPane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpensesPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpensesPane, chips);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpensesPane, content);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpensesPane, list);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpensesPane, list_view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_install_action (widget_class, "list.clear-filters", NULL, clear_filters_cb);
}

static void
outlay_expenses_pane_init (OutlayExpensesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->kept_list = g_object_ref (self->list);
  self->search = outlay_expense_search_new (OUTLAY_SCOPE_MINE);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (search_filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  create_factories (self);
}

void
outlay_expenses_pane_set_workspace (OutlayExpensesPane *self, OutlayWorkspace *workspace)
{
  OutlayExpenseFilter filter;
  OutlaySession *session;

  g_return_if_fail (OUTLAY_IS_EXPENSES_PANE (self));
  g_return_if_fail (self->workspace == NULL && workspace != NULL);

  self->workspace = g_object_ref (workspace);
  outlay_expense_search_get_filter (self->search, &filter);
  self->expenses = outlay_expense_store_list (outlay_workspace_get_expense_store (workspace),
                                              &filter);
  self->sections = outlay_expense_section_list_new (self->expenses);
  g_signal_connect_object (self->sections, "items-changed", G_CALLBACK (sections_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->sections, "notify::selected-id", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);

  outlay_filter_chips_set_search (self->chips, self->search,
                                  outlay_workspace_get_category_store (workspace));
  outlay_filter_popover_attach (self->filter_button, self->search, workspace);
  outlay_expense_section_list_set_limit (self->sections, N_FIRST_ROWS);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->sections));
  scroll_to_top (self);
  update_view (self);

  session = outlay_workspace_get_session (workspace);

  if (session != NULL)
    g_signal_connect_object (session, "notify::state", G_CALLBACK (update_banner), self,
                             G_CONNECT_SWAPPED);

  update_banner (self);
}

const char *
outlay_expenses_pane_get_selected_id (OutlayExpensesPane *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSES_PANE (self), NULL);

  return self->sections != NULL ? outlay_expense_section_list_get_selected_id (self->sections)
                                : NULL;
}

void
outlay_expenses_pane_select (OutlayExpensesPane *self, const char *id)
{
  guint position;

  g_return_if_fail (OUTLAY_IS_EXPENSES_PANE (self));
  g_return_if_fail (self->sections != NULL);

  position = outlay_expense_section_list_select (self->sections, id);

  if (position != G_MAXUINT)
    gtk_list_view_scroll_to (self->list_view, position, GTK_LIST_SCROLL_NONE, NULL);
}

void
outlay_expenses_pane_begin_search (OutlayExpensesPane *self)
{
  g_return_if_fail (OUTLAY_IS_EXPENSES_PANE (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

OutlayExportSubject *
outlay_expenses_pane_dup_subject (OutlayExpensesPane *self)
{
  OutlayExpenseFilter filter;
  gboolean is_all;

  g_return_val_if_fail (OUTLAY_IS_EXPENSES_PANE (self), NULL);

  is_all = outlay_expense_search_is_empty (self->search);
  outlay_expense_search_get_filter (self->search, &filter);

  return outlay_export_subject_new (
      self->workspace, &(OutlayExportSubjectInit) {
                           .title = is_all ? _ ("All Expenses") : _ ("Expenses That Were Found"),
                           .subtitle = filter.text,
                           .filter = &filter,
                       });
}

GtkListView *
outlay_expenses_pane_get_list_view (OutlayExpensesPane *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSES_PANE (self), NULL);

  return self->list_view;
}
