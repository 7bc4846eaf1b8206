/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/company/outlay-people-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/company/outlay-invite-dialog.h"
#include "app/company/outlay-person-dialog.h"
#include "app/company/outlay-person-row.h"
#include "app/widgets/outlay-error-text.h"
#include "client/transport/outlay-fiber.h"

struct _OutlayPeoplePage
{
  AdwNavigationPage parent_instance;

  /* Template */
  GtkSearchBar *search_bar;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *failed;

  /* Owned */
  OutlaySync *sync;
  OutlayApi *api;
  GListStore *groups; /* of list models: invitations, people */
  GListStore *people; /* (nullable): not loaded yet */
  GtkFilterListModel *found;
  GtkCustomFilter *filter;
  char *wanted; /* folded */

  gboolean is_loading;
};

G_DEFINE_FINAL_TYPE (OutlayPeoplePage, outlay_people_page, ADW_TYPE_NAVIGATION_PAGE)

static char *
fold (const char *text)
{
  g_autofree char *decomposed = NULL;
  g_autoptr (GString) letters = NULL;

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);

  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  letters = g_string_new (NULL);
  for (const char *c = decomposed; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_ismark (g_utf8_get_char (c)))
      g_string_append_unichar (letters, g_utf8_get_char (c));

  return g_utf8_casefold (letters->str, -1);
}

static gboolean
has_words (const char *text, const char *wanted)
{
  g_autofree char *folded = fold (text);

  return strstr (folded, wanted) != NULL;
}

static gboolean
is_wanted (gpointer item, gpointer user_data)
{
  OutlayPeoplePage *self = user_data;

  if (*self->wanted == '\0')
    return TRUE;
  if (OUTLAY_IS_INVITATION (item))
    return has_words (outlay_invitation_get_email (item), self->wanted);

  return has_words (outlay_colleague_get_name (item), self->wanted) ||
         has_words (outlay_colleague_get_email (item), self->wanted);
}

static void
update_stack (OutlayPeoplePage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));

  if (self->people == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "people" : "nobody");
}

/* What somebody is sorted by; made once for each, as comparing names by the rules of a language is
 * slow. */
typedef struct
{
  OutlayColleague *person; /* owned */
  char *key;
} Place;

static void
place_clear (gpointer data)
{
  Place *place = data;

  g_clear_object (&place->person);
  g_clear_pointer (&place->key, g_free);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;
  int order = outlay_colleague_is_disabled (one->person) -
              outlay_colleague_is_disabled (other->person);

  if (order == 0)
    order = strcmp (one->key, other->key);
  if (order == 0)
    order = g_strcmp0 (outlay_colleague_get_email (one->person),
                       outlay_colleague_get_email (other->person));

  return order;
}

/* By name, with those who may not sign in at the end. (transfer full) */
static GListStore *
sort_people (GListModel *people)
{
  guint n = g_list_model_get_n_items (people);
  g_autoptr (GArray) places = g_array_sized_new (FALSE, FALSE, sizeof (Place), n);
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (n);
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);

  g_array_set_clear_func (places, place_clear);
  for (guint i = 0; i < n; i++)
    {
      Place place = { .person = g_list_model_get_item (people, i) };

      place.key = g_utf8_collate_key (outlay_colleague_get_name (place.person), -1);
      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (sorted, g_array_index (places, Place, i).person);
  g_list_store_splice (store, 0, 0, sorted->pdata, n);

  return store;
}

static void
take_lists (OutlayPeoplePage *self, GListStore *invitations, GListStore *people)
{
  g_autoptr (GListStore) sorted = sort_people (G_LIST_MODEL (people));
  GListStore *groups[] = { invitations, sorted };

  g_set_object (&self->people, sorted);
  g_list_store_splice (self->groups, 0, g_list_model_get_n_items (G_LIST_MODEL (self->groups)),
                       (gpointer *) groups, G_N_ELEMENTS (groups));
  update_stack (self);
}

static DexFuture *
load_fiber (gpointer user_data)
{
  OutlayPeoplePage *self = user_data;
  g_autoptr (GListStore) people = NULL;
  g_autoptr (GListStore) invitations = NULL;
  g_autoptr (GError) error = NULL;

  people = dex_await_object (outlay_company_api_list_people (self->api), &error);
  if (people != NULL)
    invitations = dex_await_object (outlay_company_api_list_invitations (self->api), &error);
  /* An older server knows nobody to wait for. */
  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE))
    invitations = g_list_store_new (G_TYPE_OBJECT);

  self->is_loading = FALSE;
  if (invitations != NULL)
    take_lists (self, invitations, people);
  else
    {
      adw_status_page_set_description (self->failed, outlay_error_to_text (error));
      if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN))
        outlay_sync_verify (self->sync);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }

  return dex_future_new_for_boolean (invitations != NULL);
}

static void
load_cb (OutlayPeoplePage *self)
{
  if (self->is_loading)
    return;

  self->is_loading = TRUE;
  if (self->people == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  dex_future_disown (outlay_fiber_spawn (load_fiber, g_object_ref (self), g_object_unref));
}

static void
search_changed_cb (OutlayPeoplePage *self)
{
  g_autofree char *wanted = fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));

  g_set_str (&self->wanted, wanted);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_stack (self);
}

static void
person_changed_cb (OutlayPeoplePage *self, OutlayColleague *changed)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->people)); i++)
    {
      g_autoptr (OutlayColleague) old = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      if (g_str_equal (outlay_colleague_get_id (old), outlay_colleague_get_id (changed)))
        {
          g_list_store_splice (self->people, i, 1, (gpointer *) &changed, 1);
          return;
        }
    }
}

static void
present_invitation (OutlayPeoplePage *self, AdwDialog *dialog)
{
  g_signal_connect_object (dialog, "changed", G_CALLBACK (load_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
invite_cb (OutlayPeoplePage *self)
{
  present_invitation (self, outlay_invite_dialog_new (self->api));
}

static void
activated_cb (OutlayPeoplePage *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->found), position);
  AdwDialog *dialog;

  if (OUTLAY_IS_INVITATION (item))
    {
      present_invitation (self, outlay_invite_dialog_new_for (self->api, OUTLAY_INVITATION (item)));
      return;
    }

  dialog = outlay_person_dialog_new (self->api, OUTLAY_COLLEAGUE (item));
  g_signal_connect_object (dialog, "changed", G_CALLBACK (person_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, outlay_person_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  gpointer item = gtk_list_item_get_item (list_item);
  g_autofree char *label = outlay_person_row_describe (item);

  outlay_person_row_set_item (OUTLAY_PERSON_ROW (gtk_list_item_get_child (list_item)), item);
  gtk_list_item_set_accessible_label (list_item, label);
}

static void
setup_header_cb (GtkSignalListItemFactory *factory, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_header_set_child (header, label);
}

static void
bind_header_cb (GtkSignalListItemFactory *factory, GtkListHeader *header)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)),
                       OUTLAY_IS_INVITATION (gtk_list_header_get_item (header))
                           ? _ ("Invited")
                           : _ ("In the Company"));
}

static void
outlay_people_page_shown (AdwNavigationPage *page)
{
  load_cb (OUTLAY_PEOPLE_PAGE (page));
}

static gboolean
outlay_people_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OUTLAY_PEOPLE_PAGE (widget)->list_view)) ||
         GTK_WIDGET_CLASS (outlay_people_page_parent_class)->grab_focus (widget);
}

static void
outlay_people_page_dispose (GObject *object)
{
  OutlayPeoplePage *self = OUTLAY_PEOPLE_PAGE (object);

  if (self->api != NULL)
    outlay_api_close (self->api);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_PEOPLE_PAGE);
  g_clear_object (&self->found);
  g_clear_object (&self->groups);
  g_clear_object (&self->people);
  g_clear_object (&self->api);
  g_clear_object (&self->sync);

  G_OBJECT_CLASS (outlay_people_page_parent_class)->dispose (object);
}

static void
outlay_people_page_finalize (GObject *object)
{
  g_clear_pointer (&OUTLAY_PEOPLE_PAGE (object)->wanted, g_free);

  G_OBJECT_CLASS (outlay_people_page_parent_class)->finalize (object);
}

static void
outlay_people_page_class_init (OutlayPeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_people_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = outlay_people_page_finalize;
  widget_class->grab_focus = outlay_people_page_grab_focus;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = outlay_people_page_shown;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/company/outlay-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayPeoplePage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, OutlayPeoplePage, search);
  gtk_widget_class_bind_template_child (widget_class, OutlayPeoplePage, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayPeoplePage, list_view);
  gtk_widget_class_bind_template_child (widget_class, OutlayPeoplePage, failed);
  gtk_widget_class_bind_template_callback (widget_class, invite_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
}

/* A company has ten thousand people at most, all of them in memory: so they may be filtered here. */
static void
outlay_people_page_init (OutlayPeoplePage *self)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;
  GtkFlattenListModel *all;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search));

  self->wanted = g_strdup ("");
  self->groups = g_list_store_new (G_TYPE_LIST_MODEL);
  all = gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->groups)));
  self->filter = gtk_custom_filter_new (is_wanted, self, NULL);
  self->found = gtk_filter_list_model_new (G_LIST_MODEL (all), GTK_FILTER (self->filter));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->found)));

  g_signal_connect (rows, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (rows, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (headers, "setup", G_CALLBACK (setup_header_cb), NULL);
  g_signal_connect (headers, "bind", G_CALLBACK (bind_header_cb), NULL);
  gtk_list_view_set_factory (self->list_view, rows);
  gtk_list_view_set_header_factory (self->list_view, headers);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
}

AdwNavigationPage *
outlay_people_page_new (OutlayWorkspace *workspace)
{
  OutlayPeoplePage *self = g_object_new (OUTLAY_TYPE_PEOPLE_PAGE, NULL);

  self->api = outlay_api_new (outlay_workspace_get_session (workspace));
  self->sync = g_object_ref (outlay_workspace_get_sync (workspace));

  return ADW_NAVIGATION_PAGE (self);
}

void
outlay_people_page_begin_search (OutlayPeoplePage *self)
{
  g_return_if_fail (OUTLAY_IS_PEOPLE_PAGE (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
