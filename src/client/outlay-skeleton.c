/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Weak definitions of what is not built yet, so that its users link; each goes as the real one lands. */

#include "client/outlay-account.h"
#include "client/outlay-category-store.h"
#include "client/outlay-database.h"
#include "client/outlay-expense-list.h"
#include "client/outlay-expense-store-private.h"
#include "client/outlay-expense-store.h"
#include "client/outlay-outbox-entry.h"
#include "client/outlay-outbox-private.h"
#include "client/outlay-outbox.h"
#include "client/outlay-proof-store-private.h"
#include "client/outlay-proof-store.h"
#include "client/outlay-session.h"
#include "client/outlay-sync-private.h"
#include "client/outlay-sync.h"
#include "client/outlay-workspace-private.h"
#include "client/outlay-workspace.h"
#include "client/outlay-api.h"
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_account_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) const char * outlay_account_get_id (OutlayAccount *self) { return 0; }
__attribute__((weak)) GFile      * outlay_account_get_folder (OutlayAccount *self) { return 0; }
__attribute__((weak)) gboolean outlay_account_is_on_device (OutlayAccount *self) { return 0; }
__attribute__((weak)) const char * outlay_account_get_server (OutlayAccount *self) { return 0; }
__attribute__((weak)) const char * outlay_account_get_email (OutlayAccount *self) { return 0; }
__attribute__((weak)) const char * outlay_account_get_user_id (OutlayAccount *self) { return 0; }
__attribute__((weak)) const char * outlay_account_get_user_name (OutlayAccount *self) { return 0; }
__attribute__((weak)) OutlayRole outlay_account_get_role (OutlayAccount *self) { return 0; }
__attribute__((weak)) const char * outlay_account_get_company_name (OutlayAccount *self) { return 0; }
__attribute__((weak)) const char * outlay_account_get_currency (OutlayAccount *self) { return 0; }
__attribute__((weak)) gboolean outlay_account_set_currency (OutlayAccount *self, const char *currency, GError **error) { return 0; }
__attribute__((weak)) gboolean outlay_account_set_identity (OutlayAccount *self, const OutlayAccountIdentity *identity, GError **error) { return 0; }
__attribute__((weak)) GListModel    * outlay_accounts_load (GFile *data_folder, GError **error) { return 0; }
__attribute__((weak)) OutlayAccount * outlay_account_new_on_device (GFile *data_folder, GError **error) { return 0; }
__attribute__((weak)) OutlayAccount * outlay_account_new_at_company (GFile *data_folder, const OutlayAccountIdentity *identity, GError **error) { return 0; }
__attribute__((weak)) gboolean outlay_account_touch (OutlayAccount *self, GError **error) { return 0; }
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_category_store_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) OutlayCategory * outlay_category_store_find (OutlayCategoryStore *self, const char *id) { return 0; }
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_database_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) OutlayDatabase   * outlay_database_open (GFile *folder, GError **error) { return 0; }
__attribute__((weak)) void outlay_database_close (OutlayDatabase *self) {  }
__attribute__((weak)) OutlayConnection * outlay_database_get_reader (OutlayDatabase *self) { return 0; }
__attribute__((weak)) GFile            * outlay_database_get_folder (OutlayDatabase *self) { return 0; }
__attribute__((weak)) DexFuture * outlay_database_run (OutlayDatabase *self, OutlayDatabaseFunc func, gpointer data, GDestroyNotify destroy) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_database_read (OutlayDatabase *self, OutlayDatabaseFunc func, gpointer data, GDestroyNotify destroy) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) gboolean outlay_database_try_lock (OutlayDatabase *self) { return 0; }
__attribute__((weak)) void outlay_database_translate_error (GError **error) {  }
__attribute__((weak)) char      * outlay_setting_read (OutlayConnection *connection, const char *name, GError **error) { return 0; }
__attribute__((weak)) gboolean outlay_setting_write (OutlayConnection *connection, const char *name, const char *value, GError **error) { return 0; }
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_expense_list_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) void outlay_expense_list_set_filter (OutlayExpenseList *self, const OutlayExpenseFilter *filter) {  }
__attribute__((weak)) void outlay_expense_list_get_month (OutlayExpenseList *self, guint position, guint *start, guint *end) {  }
__attribute__((weak)) char      * outlay_expense_list_dup_month (OutlayExpenseList *self, guint position) { return 0; }
__attribute__((weak)) GPtrArray * outlay_expense_list_sum_of_month (OutlayExpenseList *self, guint position) { return 0; }
__attribute__((weak)) guint outlay_expense_list_find (OutlayExpenseList *self, const char *id) { return 0; }
__attribute__((weak)) G_BEGIN_DECLS

OutlayExpenseStore  * outlay_expense_store_new (OutlayDatabase *database, OutlayAccount *account) { return 0; }
__attribute__((weak)) OutlayExpenseList   * outlay_expense_list_new (OutlayDatabase *database, const OutlayExpenseFilter *filter) { return 0; }
__attribute__((weak)) OutlayCategoryStore * outlay_category_store_new (OutlayDatabase *database) { return 0; }
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_expense_store_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) OutlayExpense * outlay_expense_store_get (OutlayExpenseStore *self, const char *id, GError **error) { return 0; }
__attribute__((weak)) OutlayExpenseList * outlay_expense_store_list (OutlayExpenseStore *self, const OutlayExpenseFilter *filter) { return 0; }
__attribute__((weak)) DexFuture * outlay_expense_store_save (OutlayExpenseStore *self, OutlayExpenseDraft *draft) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_expense_store_act (OutlayExpenseStore *self, OutlayExpense      *shown, OutlayAction        action, const char         *reason) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_expense_store_delete (OutlayExpenseStore *self, const char *id) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) GListModel * outlay_expense_store_list_events (OutlayExpenseStore *self, const char *id) { return 0; }
__attribute__((weak)) GStrv outlay_expense_store_get_proof_version (OutlayExpenseStore *self, const char *id, const char *proof_digest) { return 0; }
__attribute__((weak)) GStrv outlay_expense_store_complete_merchant (OutlayExpenseStore *self, const char *typed, guint limit) { return 0; }
__attribute__((weak)) char * outlay_expense_store_usual_category (OutlayExpenseStore *self, const char *merchant) { return 0; }
__attribute__((weak)) OutlayExpense * outlay_expense_store_find_twin (OutlayExpenseStore *self, const OutlayExpenseFields *fields, const char *except_id) { return 0; }
__attribute__((weak)) guint outlay_expense_store_count_waiting (OutlayExpenseStore *self) { return 0; }
__attribute__((weak)) OutlayExpense * outlay_expense_store_get_conflict (OutlayExpenseStore *self, const char *id) { return 0; }
__attribute__((weak)) DexFuture * outlay_expense_store_resolve (OutlayExpenseStore *self, const char *id, gboolean keep_mine) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_outbox_entry_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) gint64 outlay_outbox_entry_get_id (OutlayOutboxEntry *self) { return 0; }
__attribute__((weak)) OutlayOutboxKind outlay_outbox_entry_get_kind (OutlayOutboxEntry *self) { return 0; }
__attribute__((weak)) const char      * outlay_outbox_entry_get_expense_id (OutlayOutboxEntry *self) { return 0; }
__attribute__((weak)) const char      * outlay_outbox_entry_get_merchant (OutlayOutboxEntry *self) { return 0; }
__attribute__((weak)) const char      * outlay_outbox_entry_get_sha256 (OutlayOutboxEntry *self) { return 0; }
__attribute__((weak)) const char      * outlay_outbox_entry_get_action (OutlayOutboxEntry *self) { return 0; }
__attribute__((weak)) const char      * outlay_outbox_entry_get_created_at (OutlayOutboxEntry *self) { return 0; }
__attribute__((weak)) guint outlay_outbox_entry_get_attempts (OutlayOutboxEntry *self) { return 0; }
__attribute__((weak)) int outlay_outbox_entry_get_last_error (OutlayOutboxEntry *self) { return 0; }
__attribute__((weak)) const char      * outlay_outbox_entry_get_last_message (OutlayOutboxEntry *self) { return 0; }
__attribute__((weak)) gboolean outlay_outbox_entry_is_stuck (OutlayOutboxEntry *self) { return 0; }
__attribute__((weak)) G_BEGIN_DECLS



OutlayOutbox * outlay_outbox_new (OutlayDatabase *database) { return 0; }
__attribute__((weak)) GType outlay_parcel_get_type (void) { return 0; }
__attribute__((weak)) OutlayParcel * outlay_parcel_copy (OutlayParcel *self) { return 0; }
__attribute__((weak)) void outlay_parcel_free (OutlayParcel *self) {  }
__attribute__((weak)) DexFuture * outlay_outbox_take_next (OutlayOutbox *self) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) gint64 outlay_outbox_next_due (OutlayOutbox *self) { return 0; }
__attribute__((weak)) guint outlay_outbox_count (OutlayOutbox *self) { return 0; }
__attribute__((weak)) gboolean outlay_outbox_has_stuck (OutlayOutbox *self) { return 0; }
__attribute__((weak)) DexFuture * outlay_outbox_mark_sent (OutlayOutbox *self, gint64 id, const OutlayExpenseInit *answer) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_outbox_mark_failed (OutlayOutbox *self, gint64 id, const GError *error, gboolean may_have_arrived, gint64 retry_at) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_outbox_mark_stuck (OutlayOutbox *self, gint64 id, const GError *error) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_outbox_mark_conflict (OutlayOutbox *self, gint64 id, const OutlayExpenseInit *current, const GError *error) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_outbox_release (OutlayOutbox *self) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) OutlayPage * outlay_page_new (void) { return 0; }
__attribute__((weak)) void outlay_page_free (OutlayPage *self) {  }
__attribute__((weak)) void outlay_page_add_expense (OutlayPage *self, const OutlayExpenseInit *init) {  }
__attribute__((weak)) void outlay_page_add_category (OutlayPage *self, OutlayCategory *category) {  }
__attribute__((weak)) void outlay_page_add (OutlayPage *self, OutlayChangeKind kind, const char *id, const char *name) {  }
__attribute__((weak)) DexFuture  * outlay_page_apply (OutlayPage *page, OutlayDatabase *database, const char *cursor) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture  * outlay_events_store (OutlayDatabase *database, const char *expense_id, const OutlayEventInit *events, gsize n_events) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture  * outlay_proof_version_store (OutlayDatabase *database, const char *expense_id, guint version, const char *const *proofs) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture  * outlay_database_join_company (OutlayDatabase *database, const char *user_id, const char *user_name, GListModel *categories) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_outbox_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) void outlay_outbox_retry (OutlayOutbox *self, gint64 id) {  }
__attribute__((weak)) DexFuture * outlay_outbox_discard (OutlayOutbox *self, gint64 id) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_outbox_undo (OutlayOutbox *self, gint64 id) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) G_BEGIN_DECLS

OutlayProofStore * outlay_proof_store_new (OutlayDatabase *database) { return 0; }
__attribute__((weak)) void outlay_proof_store_set_api (OutlayProofStore *self, OutlayApi *api) {  }
__attribute__((weak)) DexFuture        * outlay_proof_store_sweep (OutlayProofStore *self) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_proof_store_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) DexFuture * outlay_proof_store_import (OutlayProofStore *self, GFile *file) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_proof_store_import_bytes (OutlayProofStore *self, GBytes *bytes) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) GFile     * outlay_proof_store_get_file (OutlayProofStore *self, const char *sha256) { return 0; }
__attribute__((weak)) DexFuture * outlay_proof_store_fetch (OutlayProofStore *self, const char *sha256) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_session_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) OutlaySession * outlay_session_new (const char *server, GError **error) { return 0; }
__attribute__((weak)) OutlaySession * outlay_session_new_for_account (OutlayAccount *account) { return 0; }
__attribute__((weak)) const char        * outlay_session_get_server (OutlaySession *self) { return 0; }
__attribute__((weak)) OutlaySessionState outlay_session_get_state (OutlaySession *self) { return 0; }
__attribute__((weak)) DexFuture * outlay_session_probe (OutlaySession *self) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_session_sign_in (OutlaySession *self, const char *email, const char *password) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_session_sign_up (OutlaySession *self, const char *company, const char *name, const char *email, const char *password) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_session_sign_out (OutlaySession *self) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) const OutlayAccountIdentity * outlay_session_get_identity (OutlaySession *self) { return 0; }
__attribute__((weak)) DexFuture * outlay_session_get_token (OutlaySession *self) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) void outlay_session_drop_token (OutlaySession *self, const char *token) {  }
__attribute__((weak)) G_BEGIN_DECLS


OutlaySync * outlay_sync_new (OutlayAccount    *account, OutlayDatabase   *database, OutlayOutbox     *outbox, OutlayProofStore *proofs, OutlayApi        *api) { return 0; }
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_sync_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) void outlay_sync_start (OutlaySync *self) {  }
__attribute__((weak)) void outlay_sync_stop (OutlaySync *self) {  }
__attribute__((weak)) DexFuture      * outlay_sync_run (OutlaySync *self) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) OutlaySyncState outlay_sync_get_state (OutlaySync *self) { return 0; }
__attribute__((weak)) guint outlay_sync_get_n_waiting (OutlaySync *self) { return 0; }
__attribute__((weak)) const char     * outlay_sync_get_last_synced (OutlaySync *self) { return 0; }
__attribute__((weak)) G_BEGIN_DECLS

OutlayDatabase * outlay_workspace_get_database (OutlayWorkspace *self) { return 0; }
__attribute__((weak)) OutlayApi      * outlay_workspace_get_api (OutlayWorkspace *self) { return 0; }
__attribute__((weak)) void outlay_workspace_set_session (OutlayWorkspace *self, OutlaySession *session) {  }
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_workspace_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) OutlayWorkspace * outlay_workspace_open (OutlayAccount *account, GError **error) { return 0; }
__attribute__((weak)) void outlay_workspace_close (OutlayWorkspace *self) {  }
__attribute__((weak)) OutlayAccount       * outlay_workspace_get_account (OutlayWorkspace *self) { return 0; }
__attribute__((weak)) OutlayExpenseStore  * outlay_workspace_get_expense_store (OutlayWorkspace *self) { return 0; }
__attribute__((weak)) OutlayCategoryStore * outlay_workspace_get_category_store (OutlayWorkspace *self) { return 0; }
__attribute__((weak)) OutlayProofStore    * outlay_workspace_get_proof_store (OutlayWorkspace *self) { return 0; }
__attribute__((weak)) OutlayOutbox        * outlay_workspace_get_outbox (OutlayWorkspace *self) { return 0; }
__attribute__((weak)) OutlaySession       * outlay_workspace_get_session (OutlayWorkspace *self) { return 0; }
__attribute__((weak)) OutlaySync          * outlay_workspace_get_sync (OutlayWorkspace *self) { return 0; }
__attribute__((weak)) const OutlayPolicy  * outlay_workspace_get_policy (OutlayWorkspace *self) { return 0; }
__attribute__((weak)) DexFuture * outlay_workspace_connect (OutlayWorkspace *self, OutlaySession *session) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
G_GNUC_BEGIN_IGNORE_DEPRECATIONS __attribute__((weak)) GType outlay_api_get_type (void) { return 0; } G_GNUC_END_IGNORE_DEPRECATIONS
__attribute__((weak)) OutlayApi * outlay_api_new (OutlaySession *session) { return 0; }
__attribute__((weak)) GType outlay_answer_get_type (void) { return 0; }
__attribute__((weak)) OutlayAnswer * outlay_answer_copy (OutlayAnswer *self) { return 0; }
__attribute__((weak)) void outlay_answer_free (OutlayAnswer *self) {  }
__attribute__((weak)) DexFuture * outlay_api_send (OutlayApi *self, const OutlayCall *call) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_api_put_proof (OutlayApi *self, const char *sha256, GFile *file) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
__attribute__((weak)) DexFuture * outlay_api_get_proof (OutlayApi *self, const char *sha256, GFile *into) { return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "not built yet"); }
