/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-keyring-service.h"

#include <gio/gio.h>

#include "client/transport/outlay-fiber.h"

/* The Secret Service API of freedesktop.org, draft 0.2. */
#define SERVICE_NAME "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define SERVICE_INTERFACE "org.freedesktop.Secret.Service"
#define COLLECTION_INTERFACE "org.freedesktop.Secret.Collection"
#define PROPERTIES_INTERFACE "org.freedesktop.DBus.Properties"
#define PORTAL_NAME "org.freedesktop.portal.Desktop"

/* (nullable) (transfer full) */
static GVariant *
call (GDBusConnection *bus,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *parameters,
      const GVariantType *type,
      int patience_msec,
      GError **error)
{
  return dex_await_variant (dex_dbus_connection_call (bus, SERVICE_NAME, path, interface, method,
                                                      parameters, type, G_DBUS_CALL_FLAGS_NONE,
                                                      patience_msec),
                            error);
}

static OutlayKeyringState
state_of_error (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
                 g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
                 g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT)
             ? OUTLAY_KEYRING_HANGING
             : OUTLAY_KEYRING_ABSENT;
}

static OutlayKeyringState
ask (int patience_msec)
{
  g_autoptr (GDBusConnection) bus = dex_await_object (dex_bus_get (G_BUS_TYPE_SESSION), NULL);
  g_autoptr (GVariant) alias = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) locked = NULL;
  g_autoptr (GError) error = NULL;
  const char *path;

  if (bus == NULL)
    return OUTLAY_KEYRING_ABSENT;

  alias = call (bus, SERVICE_PATH, SERVICE_INTERFACE, "ReadAlias", g_variant_new ("(s)", "default"),
                G_VARIANT_TYPE ("(o)"), patience_msec, &error);
  if (alias == NULL)
    return state_of_error (error);

  g_variant_get (alias, "(&o)", &path);
  if (g_str_equal (path, "/"))
    return OUTLAY_KEYRING_LOCKED;

  reply = call (bus, path, PROPERTIES_INTERFACE, "Get",
                g_variant_new ("(ss)", COLLECTION_INTERFACE, "Locked"), G_VARIANT_TYPE ("(v)"),
                patience_msec, &error);
  if (reply == NULL)
    return state_of_error (error);

  g_variant_get (reply, "(v)", &locked);
  return g_variant_is_of_type (locked, G_VARIANT_TYPE_BOOLEAN) && !g_variant_get_boolean (locked)
             ? OUTLAY_KEYRING_OPEN
             : OUTLAY_KEYRING_LOCKED;
}

static DexFuture *
ask_fiber (gpointer user_data)
{
  return dex_future_new_for_int (ask (GPOINTER_TO_INT (user_data)));
}

DexFuture *
outlay_keyring_service_ask (int patience_msec)
{
  return outlay_fiber_spawn (ask_fiber, GINT_TO_POINTER (patience_msec), NULL);
}

/* --- watching --------------------------------------------------------------------------------- */

static void (*changed_func) (void);

static void
appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  changed_func ();
}

static void
signal_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *name,
           GVariant *parameters,
           gpointer user_data)
{
  changed_func ();
}

static DexFuture *
watch_fiber (gpointer user_data)
{
  static GDBusConnection *bus; /* kept, so that what is subscribed stays so */

  if (bus != NULL)
    return dex_future_new_for_boolean (TRUE);

  bus = dex_await_object (dex_bus_get (G_BUS_TYPE_SESSION), NULL);
  if (bus == NULL)
    return dex_future_new_for_boolean (FALSE);

  g_bus_watch_name_on_connection (bus, SERVICE_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb,
                                  NULL, NULL, NULL);
  g_bus_watch_name_on_connection (bus, PORTAL_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb,
                                  NULL, NULL, NULL);
  /* gnome-keyring tells of the property, others of the collection. */
  g_dbus_connection_signal_subscribe (bus, SERVICE_NAME, PROPERTIES_INTERFACE, "PropertiesChanged",
                                      NULL, COLLECTION_INTERFACE, G_DBUS_SIGNAL_FLAGS_NONE,
                                      signal_cb, NULL, NULL);
  g_dbus_connection_signal_subscribe (bus, SERVICE_NAME, SERVICE_INTERFACE, "CollectionChanged",
                                      SERVICE_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE, signal_cb, NULL,
                                      NULL);

  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
outlay_keyring_service_watch (void (*changed) (void))
{
  changed_func = changed;
  return outlay_fiber_spawn (watch_fiber, NULL, NULL);
}
