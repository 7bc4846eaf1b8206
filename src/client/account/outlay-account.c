/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/account/outlay-account.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "client/account/outlay-account-private.h"
#include "client/outlay-client-error.h"
#include "core/money/outlay-currency.h"
#include "core/outlay-uuid.h"

#define GROUP "account"

struct _OutlayAccount
{
  GObject parent_instance;

  GFile *folder;
  char *id;
  char *server; /* (nullable) */
  char *email;
  char *user_id;
  char *user_name;
  OutlayRole role;
  char *company_name;
  char *currency;
  gint64 used_at; /* Unix time in microseconds */
};

G_DEFINE_FINAL_TYPE (OutlayAccount, outlay_account, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_SERVER,
  PROP_EMAIL,
  PROP_USER_ID,
  PROP_USER_NAME,
  PROP_ROLE,
  PROP_COMPANY_NAME,
  PROP_CURRENCY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
outlay_account_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  OutlayAccount *self = OUTLAY_ACCOUNT (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_SERVER:
      g_value_set_string (value, self->server);
      break;
    case PROP_EMAIL:
      g_value_set_string (value, self->email);
      break;
    case PROP_USER_ID:
      g_value_set_string (value, self->user_id);
      break;
    case PROP_USER_NAME:
      g_value_set_string (value, self->user_name);
      break;
    case PROP_ROLE:
      g_value_set_enum (value, self->role);
      break;
    case PROP_COMPANY_NAME:
      g_value_set_string (value, self->company_name);
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, self->currency);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
outlay_account_finalize (GObject *object)
{
  OutlayAccount *self = OUTLAY_ACCOUNT (object);

  g_clear_object (&self->folder);
  g_free (self->id);
  g_free (self->server);
  g_free (self->email);
  g_free (self->user_id);
  g_free (self->user_name);
  g_free (self->company_name);
  g_free (self->currency);

  G_OBJECT_CLASS (outlay_account_parent_class)->finalize (object);
}

static GParamSpec *
text_property (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
outlay_account_class_init (OutlayAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_account_get_property;
  object_class->finalize = outlay_account_finalize;

  properties[PROP_ID] = text_property ("id");
  properties[PROP_SERVER] = text_property ("server");
  properties[PROP_EMAIL] = text_property ("email");
  properties[PROP_USER_ID] = text_property ("user-id");
  properties[PROP_USER_NAME] = text_property ("user-name");
  properties[PROP_ROLE] = g_param_spec_enum ("role", NULL, NULL, OUTLAY_TYPE_ROLE,
                                             OUTLAY_ROLE_EMPLOYEE,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPANY_NAME] = text_property ("company-name");
  properties[PROP_CURRENCY] = text_property ("currency");
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_account_init (OutlayAccount *self)
{
  self->email = g_strdup ("");
  self->user_name = g_strdup ("");
  self->company_name = g_strdup ("");
  self->currency = g_strdup (outlay_currency_of_locale ()->code);
}

const char *
outlay_account_get_id (OutlayAccount *self)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), NULL);
  return self->id;
}

GFile *
outlay_account_get_folder (OutlayAccount *self)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), NULL);
  return self->folder;
}

gboolean
outlay_account_is_on_device (OutlayAccount *self)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), FALSE);
  return self->server == NULL;
}

const char *
outlay_account_get_server (OutlayAccount *self)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), NULL);
  return self->server;
}

const char *
outlay_account_get_email (OutlayAccount *self)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), NULL);
  return self->email;
}

const char *
outlay_account_get_user_id (OutlayAccount *self)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), NULL);
  return self->user_id;
}

const char *
outlay_account_get_user_name (OutlayAccount *self)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), NULL);
  return self->user_name;
}

OutlayRole
outlay_account_get_role (OutlayAccount *self)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), OUTLAY_ROLE_EMPLOYEE);
  return self->role;
}

const char *
outlay_account_get_company_name (OutlayAccount *self)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), NULL);
  return self->company_name;
}

const char *
outlay_account_get_currency (OutlayAccount *self)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), NULL);
  return self->currency;
}

gint64
outlay_account_get_used_at (OutlayAccount *self)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), 0);
  return self->used_at;
}

/* The file is replaced as a whole, so that a crash leaves the old or the new one. */
static gboolean
save (OutlayAccount *self, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  g_key_file_set_string (file, GROUP, "id", self->id);
  if (self->server != NULL)
    g_key_file_set_string (file, GROUP, "server", self->server);
  g_key_file_set_string (file, GROUP, "email", self->email);
  g_key_file_set_string (file, GROUP, "user-id", self->user_id);
  g_key_file_set_string (file, GROUP, "user-name", self->user_name);
  g_key_file_set_string (file, GROUP, "role", outlay_role_to_string (self->role));
  g_key_file_set_string (file, GROUP, "company-name", self->company_name);
  g_key_file_set_string (file, GROUP, "currency", self->currency);
  g_key_file_set_int64 (file, GROUP, "used-at", self->used_at);

  if (g_mkdir_with_parents (g_file_peek_path (self->folder), 0700) != 0)
    {
      int code = errno;

      g_set_error (error, OUTLAY_CLIENT_ERROR,
                   code == ENOSPC ? OUTLAY_CLIENT_ERROR_DISK_FULL : OUTLAY_CLIENT_ERROR_FAILED,
                   "%s: %s", g_file_peek_path (self->folder), g_strerror (code));
      return FALSE;
    }

  path = g_build_filename (g_file_peek_path (self->folder), "account.ini", NULL);
  contents = g_key_file_to_data (file, &length, NULL);

  return g_file_set_contents_full (path, contents, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static char *
get_text (GKeyFile *file, const char *key)
{
  char *value = g_key_file_get_string (file, GROUP, key, NULL);

  return value != NULL ? value : g_strdup ("");
}

OutlayAccount *
outlay_account_read (GFile *folder, GError **error)
{
  g_autoptr (OutlayAccount) self = g_object_new (OUTLAY_TYPE_ACCOUNT, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = g_build_filename (g_file_peek_path (folder), "account.ini", NULL);
  g_autofree char *role = NULL;
  g_autofree char *currency = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    return NULL;

  self->folder = g_object_ref (folder);
  self->id = g_file_get_basename (folder);
  self->server = g_key_file_get_string (file, GROUP, "server", NULL);
  self->user_id = g_key_file_get_string (file, GROUP, "user-id", error);
  if (self->user_id == NULL)
    return NULL;

  g_free (self->email);
  self->email = get_text (file, "email");
  g_free (self->user_name);
  self->user_name = get_text (file, "user-name");
  g_free (self->company_name);
  self->company_name = get_text (file, "company-name");
  role = get_text (file, "role");
  currency = get_text (file, "currency");
  self->used_at = g_key_file_get_int64 (file, GROUP, "used-at", NULL);

  if (!outlay_role_from_string (role, &self->role))
    self->role = OUTLAY_ROLE_EMPLOYEE;
  if (outlay_currency_find (currency) != NULL)
    g_set_str (&self->currency, currency);

  return g_steal_pointer (&self);
}

static OutlayAccount *
make_account (GFile *data_folder)
{
  OutlayAccount *self = g_object_new (OUTLAY_TYPE_ACCOUNT, NULL);

  self->id = outlay_uuid_new ();
  self->folder = g_file_get_child (data_folder, self->id);
  self->used_at = g_get_real_time ();

  return self;
}

OutlayAccount *
outlay_account_new_on_device (GFile *data_folder, GError **error)
{
  g_autoptr (GFile) folder = outlay_accounts_folder (data_folder);
  g_autoptr (OutlayAccount) self = make_account (folder);

  self->user_id = outlay_uuid_new ();
  g_set_str (&self->user_name, g_get_real_name ());

  return save (self, error) ? g_steal_pointer (&self) : NULL;
}

static void
take_identity (OutlayAccount *self, const OutlayAccountIdentity *identity)
{
  g_set_str (&self->server, identity->server);
  g_set_str (&self->email, identity->email != NULL ? identity->email : "");
  g_set_str (&self->user_id, identity->user_id);
  g_set_str (&self->user_name, identity->user_name != NULL ? identity->user_name : "");
  g_set_str (&self->company_name, identity->company_name != NULL ? identity->company_name : "");
  self->role = identity->role;
}

OutlayAccount *
outlay_account_new_at_company (GFile *data_folder,
                               const OutlayAccountIdentity *identity,
                               GError **error)
{
  g_autoptr (GFile) folder = outlay_accounts_folder (data_folder);
  g_autoptr (GListModel) accounts = NULL;
  g_autoptr (OutlayAccount) self = NULL;

  g_return_val_if_fail (identity != NULL && identity->server != NULL, NULL);
  g_return_val_if_fail (identity->user_id != NULL, NULL);

  accounts = outlay_accounts_load (folder, error);
  if (accounts == NULL)
    return NULL;

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (OutlayAccount) account = g_list_model_get_item (accounts, i);

      if (g_strcmp0 (account->server, identity->server) == 0 &&
          g_strcmp0 (account->user_id, identity->user_id) == 0)
        return outlay_account_set_identity (account, identity, error) ? g_steal_pointer (&account)
                                                                      : NULL;
    }

  self = make_account (folder);
  take_identity (self, identity);

  return save (self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
outlay_account_set_identity (OutlayAccount *self,
                             const OutlayAccountIdentity *identity,
                             GError **error)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), FALSE);
  g_return_val_if_fail (identity != NULL && identity->user_id != NULL, FALSE);

  g_object_freeze_notify (G_OBJECT (self));
  take_identity (self, identity);
  for (guint i = PROP_SERVER; i <= PROP_COMPANY_NAME; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));

  return save (self, error);
}

gboolean
outlay_account_set_currency (OutlayAccount *self, const char *currency, GError **error)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), FALSE);
  g_return_val_if_fail (outlay_currency_find (currency) != NULL, FALSE);

  if (g_set_str (&self->currency, currency))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENCY]);

  return save (self, error);
}

gboolean
outlay_account_touch (OutlayAccount *self, GError **error)
{
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (self), FALSE);

  self->used_at = g_get_real_time ();

  return save (self, error);
}
