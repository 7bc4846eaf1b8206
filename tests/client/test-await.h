/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

static inline DexFuture *
test_wake_cb (DexFuture *completed, gpointer data)
{
  return dex_future_new_true ();
}

/* Runs the main loop until @future is settled; for tests, which are no fibers. (transfer full):
 * @future itself */
static inline DexFuture *
test_settle (DexFuture *future)
{
  /* What ends on another thread wakes this one only where somebody here waits for it. */
  dex_future_disown (dex_future_finally (dex_ref (future), test_wake_cb, NULL, NULL));
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  return future;
}

/* Waits, and wants no error. Consumes @future. */
static inline void
test_await (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
  g_autoptr (GError) error = NULL;

  dex_future_get_value (settled, &error);
  g_assert_no_error (error);
}

/* Waits, and gives the error there must be. Consumes @future. */
static inline GError *
test_await_error (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
  GError *error = NULL;

  dex_future_get_value (settled, &error);
  g_assert_nonnull (error);
  return error;
}

/* Waits for a string. Consumes @future. (transfer full) */
static inline char *
test_await_string (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (settled, &error);

  g_assert_no_error (error);
  return g_value_dup_string (value);
}

/* (transfer full): what the future resolves to, which must be no error. Consumes it. */
static inline gpointer
test_await_object (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (settled, &error);

  g_assert_no_error (error);
  return g_value_dup_object (value);
}

static inline gboolean
test_await_boolean (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (settled, &error);

  g_assert_no_error (error);
  return g_value_get_boolean (value);
}

/* Waits for the number of an outbox entry. Consumes @future. */
static inline gint64
test_await_int64 (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (settled, &error);

  g_assert_no_error (error);
  return g_value_get_int64 (value);
}

/* Runs the main loop for a while. */
static inline void
test_idle (guint msec)
{
  gint64 until = g_get_monotonic_time () + (gint64) msec * 1000;

  while (g_get_monotonic_time () < until)
    {
      g_autoptr (DexFuture) pause = dex_timeout_new_deadline (until);

      pause = test_settle (g_steal_pointer (&pause));
    }
}
