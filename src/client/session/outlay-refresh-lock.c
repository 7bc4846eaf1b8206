/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-refresh-lock.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"

/* A refresh is one exchange with the server and one with the keyring; it takes this long
 * only when stuck. */
#define PATIENCE_USEC (60 * G_USEC_PER_SEC)
#define POLL_MSEC 50

static char *
path_of_lock (const char *server, const char *user)
{
  g_autofree char *who = g_strconcat (server, " ", user, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, who, -1);
  g_autofree char *name = g_strdup_printf ("refresh-%.16s.lock", hash);

  return g_build_filename (g_get_user_cache_dir (), "outlay", name, NULL);
}

static DexFuture *
take_fiber (gpointer user_data)
{
  const char *path = user_data;
  g_autofree char *folder = g_path_get_dirname (path);
  gint64 give_up_at = g_get_monotonic_time () + PATIENCE_USEC;
  g_autofd int fd = -1;

  g_mkdir_with_parents (folder, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd == -1)
    return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED,
                                  "the refresh lock cannot be opened: %s", g_strerror (errno));

  while (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_autoptr (GError) error = NULL;

      if (g_get_monotonic_time () > give_up_at)
        return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE,
                                      "another window has been refreshing for a minute");
      /* A time-out rejects when it is over, as any other end of waiting does. */
      dex_await (dex_timeout_new_msec (POLL_MSEC), &error);
      if (!g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
        return dex_future_new_for_error (g_steal_pointer (&error));
    }

  return dex_future_new_for_fd (g_steal_fd (&fd));
}

DexFuture *
outlay_refresh_lock_take (const char *server, const char *user)
{
  g_return_val_if_fail (server != NULL && user != NULL, NULL);

  return outlay_fiber_spawn (take_fiber, path_of_lock (server, user), g_free);
}
