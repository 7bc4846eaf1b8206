/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "test-stage.h"

#include <glib/gstdio.h>

#include "client/outbox/outlay-outbox-private.h"
#include "client/account/outlay-workspace-private.h"
#include "core/proof/outlay-digest.h"
#include "core/outlay-time.h"

static Stage *
start (void)
{
  Stage *self = g_new0 (Stage, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_dir_make_tmp ("outlay-stage-XXXXXX", &error);

  g_assert_no_error (error);
  dex_init ();
  self->folder = g_file_new_for_path (path);

  return self;
}

/* One application for the whole process, as only g_application_run() leaves the bus again. */
static OutlayApplication *
get_application (GFile *folder)
{
  static OutlayApplication *application;
  g_autoptr (GError) error = NULL;

  if (application == NULL)
    {
      application = outlay_application_new ();
      g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
      outlay_application_set_data_folder (application, folder);
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
    }
  else
    {
      outlay_application_set_data_folder (application, folder);
      outlay_application_open_last (application);
    }

  return application;
}

static void
begin (Stage *self)
{
  self->application = get_application (self->folder);
  self->workspace = outlay_application_get_workspace (self->application);
}

Stage *
stage_new_empty (void)
{
  Stage *self = start ();

  begin (self);

  return self;
}

Stage *
stage_new_on_device (void)
{
  Stage *self = start ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayAccount) account = outlay_account_new_on_device (self->folder, &error);

  g_assert_no_error (error);
  begin (self);
  g_assert_nonnull (self->workspace);

  return self;
}

static void
add_categories (Stage *self)
{
  OutlayPage *page = outlay_page_new ();
  gsize n;
  const OutlayCategoryDefault *defaults = outlay_category_defaults (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("01890000-0000-7000-8000-0000000001%02x", (guint) i);
      g_autoptr (OutlayCategory) category = outlay_category_new (
          id, defaults[i].name, defaults[i].icon, defaults[i].color, FALSE);

      outlay_page_add_category (page, category);
    }

  stage_await (outlay_page_apply (page, outlay_workspace_get_database (self->workspace), NULL));
}

Stage *
stage_new_at_company (OutlayRole role)
{
  Stage *self = start ();
  g_autoptr (GError) error = NULL;
  const OutlayAccountIdentity identity = { .server = "http://127.0.0.1:9",
                                           .email = "ada@example.com",
                                           .user_id = STAGE_USER,
                                           .user_name = "Ada Lindqvist",
                                           .role = role,
                                           .company_name = "Northwind Instruments" };
  g_autoptr (OutlayAccount)
      account = outlay_account_new_at_company (self->folder, &identity, &error);

  g_assert_no_error (error);
  begin (self);
  g_assert_nonnull (self->workspace);
  add_categories (self);

  return self;
}

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) &&
         child != NULL)
    remove_tree (child);

  g_file_delete (file, NULL, NULL);
}

void
stage_free (Stage *self)
{
  OutlayWorkspace *workspace = outlay_application_get_workspace (self->application);

  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));

  if (workspace != NULL)
    g_object_add_weak_pointer (G_OBJECT (workspace), (gpointer *) &workspace);

  stage_settle ();
  g_assert_null (self->window);
  outlay_application_close_workspace (self->application);
  stage_settle ();
  g_assert_null (workspace);

  remove_tree (self->folder);
  g_object_unref (self->folder);
  g_free (self);
}

char *
stage_id (guint n)
{
  return g_strdup_printf ("01930000-0000-7000-8000-%012x", n);
}

const char *
stage_category (Stage *self, const char *name)
{
  GListModel *categories = G_LIST_MODEL (outlay_workspace_get_category_store (self->workspace));
  guint n = g_list_model_get_n_items (categories);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (OutlayCategory) category = g_list_model_get_item (categories, i);

      /* The store keeps it alive. */
      if (g_str_equal (outlay_category_get_name (category), name))
        return outlay_category_get_id (category);
    }

  g_assert_not_reached ();
}

static void
add_to_page (OutlayPage *page, const OutlayExpenseInit *init)
{
  OutlayExpenseInit whole = *init;
  const char *const none[] = { NULL };

  whole.owner_id = init->owner_id != NULL ? init->owner_id : STAGE_USER;
  whole.owner_name = init->owner_name != NULL ? init->owner_name : "Ada Lindqvist";
  whole.proofs = init->proofs != NULL ? init->proofs : none;
  whole.note = init->note != NULL ? init->note : "";
  whole.revision = init->revision != 0 ? init->revision : 1;
  whole.created_at = init->created_at != NULL ? init->created_at : "2026-11-19T09:30:00.000Z";
  whole.updated_at = init->updated_at != NULL ? init->updated_at : whole.created_at;
  outlay_page_add_expense (page, &whole);
}

void
stage_add (Stage *self, const OutlayExpenseInit *init)
{
  OutlayPage *page = outlay_page_new ();

  add_to_page (page, init);
  stage_await (outlay_page_apply (page, outlay_workspace_get_database (self->workspace), NULL));
}

void
stage_fill (Stage *self, guint n)
{
  static const struct
  {
    const char *merchant;
    const char *category;
    gint64 minor;
  } kinds[] = {
    { "Deutsche Bahn", "Travel", 8990 },
    { "Caffè Nero", "Meals", 1260 },
    { "Hotel Adlon Kempinski", "Lodging", 28900 },
    { "Taxi Yerevan", "Taxi and parking", 2340 },
    { "Fabrikam Office Supplies GmbH & Co. KG", "Office supplies", 6415 },
    { "Contoso Cloud", "Software and subscriptions", 119900 },
    { "Shell", "Fuel and mileage", 7245 },
    { "FOSDEM", "Training and conferences", 25000 },
    { "DHL", "Postage and shipping", 1699 },
    { "La Trattoria", "Client entertainment", 18650 },
    { "Telekom", "Phone and internet", 3995 },
    { "Lenovo", "Equipment", 164900 },
  };
  static const OutlayState states[] = { OUTLAY_STATE_SUBMITTED,  OUTLAY_STATE_DRAFT,
                                        OUTLAY_STATE_REJECTED,   OUTLAY_STATE_APPROVED,
                                        OUTLAY_STATE_REIMBURSED, OUTLAY_STATE_APPROVED,
                                        OUTLAY_STATE_REIMBURSED, OUTLAY_STATE_REIMBURSED };
  OutlayPage *page = outlay_page_new ();

  for (guint i = 0; i < n; i++)
    {
      gsize kind = i % G_N_ELEMENTS (kinds);
      g_autofree char *id = stage_id (i + 1);
      g_autofree char *day = outlay_day_add ("2026-11-20", -(int) (i * 365 / MAX (n, 300)));

      add_to_page (page, &(OutlayExpenseInit) {
                             .id = id,
                             .merchant = kinds[kind].merchant,
                             .amount = { kinds[kind].minor + i % 7 * 35, "EUR" },
                             .day = day,
                             .category = stage_category (self, kinds[kind].category),
                             .reuploads_left = OUTLAY_MAX_REUPLOADS,
                             .state = states[i % G_N_ELEMENTS (states)],
                         });

      if (i % 2000 == 1999)
        {
          stage_await (
              outlay_page_apply (page, outlay_workspace_get_database (self->workspace), NULL));
          page = outlay_page_new ();
        }
    }

  stage_await (outlay_page_apply (page, outlay_workspace_get_database (self->workspace), NULL));
}

void
stage_add_rejection (Stage *self, const char *id, const char *reason)
{
  const OutlayEventInit events[] = {
    { .seq = 1,
      .at = "2026-11-18T08:12:00.000Z",
      .actor_id = STAGE_USER,
      .actor_name = "Ada Lindqvist",
      .action = OUTLAY_ACTION_SUBMIT,
      .from = OUTLAY_STATE_DRAFT,
      .to = OUTLAY_STATE_SUBMITTED,
      .reason = "",
      .revision = 2,
      .proof_digest = "" },
    { .seq = 2,
      .at = "2026-11-19T14:05:00.000Z",
      .actor_id = STAGE_OTHER,
      .actor_name = "Grace Okafor",
      .action = OUTLAY_ACTION_REJECT,
      .from = OUTLAY_STATE_SUBMITTED,
      .to = OUTLAY_STATE_REJECTED,
      .reason = reason,
      .revision = 3,
      .proof_digest = "" },
  };

  stage_await (outlay_events_store (outlay_workspace_get_database (self->workspace), id, events,
                                    G_N_ELEMENTS (events)));
}

void
stage_open_window (Stage *self, int width, int height)
{
  self->window = outlay_window_new (self->application);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  stage_settle ();
}

static gboolean
time_out_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

void
stage_settle (void)
{
  gboolean is_over = FALSE;

  g_timeout_add (120, time_out_cb, &is_over);

  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

void
stage_await (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  dex_future_get_value (future, &error);
  g_assert_no_error (error);
  dex_unref (future);
}

/* What the window shows; a frame may be under way just now, so it is tried again. */
static GskRenderNode *
draw (GtkWidget *widget)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      GskRenderNode *node;

      gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                              gtk_widget_get_height (widget));
      node = gtk_snapshot_free_to_node (snapshot);

      if (node != NULL)
        return node;

      stage_settle ();
    }

  g_assert_not_reached ();
}

void
stage_capture (Stage *self, const char *name)
{
  const char *folder = g_getenv ("OUTLAY_SCREENSHOTS");
  GtkWidget *widget = GTK_WIDGET (self->window);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (widget));
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;

  stage_settle ();
  node = draw (widget);
  texture = gsk_renderer_render_texture (
      renderer, node,
      &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
  g_assert_cmpint (gdk_texture_get_width (texture), ==, gtk_widget_get_width (widget));

  if (folder == NULL)
    return;

  path = g_strdup_printf ("%s/%s.png", folder, name);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return gtk_button_get_label (GTK_BUTTON (widget));

  return NULL;
}

GtkWidget *
stage_find (GtkWidget *root, GType type, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;

  if (g_type_is_a (G_OBJECT_TYPE (root), type) &&
      (text == NULL || g_strcmp0 (get_text (root), text) == 0))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = stage_find (child, type, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
stage_find_tooltip (GtkWidget *root, const char *tooltip)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;

  if (g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = stage_find_tooltip (child, tooltip);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
stage_find_button (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;

  if (GTK_IS_BUTTON (root) && stage_find (root, GTK_TYPE_LABEL, text) != NULL)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = stage_find_button (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
wait_until (Stage *self, const char *text, gboolean shown)
{
  for (guint i = 0; i < 240; i++)
    {
      if (stage_shows (GTK_WIDGET (self->window), text) == shown)
        return;

      stage_settle ();
    }

  g_error ("waited in vain %s “%s”", shown ? "for" : "without", text);
}

void
stage_wait_for (Stage *self, const char *text)
{
  wait_until (self, text, TRUE);
}

void
stage_wait_without (Stage *self, const char *text)
{
  wait_until (self, text, FALSE);
}

gboolean
stage_shows (GtkWidget *root, const char *text)
{
  return stage_find (root, GTK_TYPE_LABEL, text) != NULL;
}
