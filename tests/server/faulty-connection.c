/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "faulty-connection.h"

G_DEFINE_FINAL_TYPE (FaultyConnection, faulty_connection, OUTLAY_TYPE_CONNECTION)

static gboolean
fail (OutlayDbError code, GError **error)
{
  g_set_error (error, OUTLAY_DB_ERROR, (int) code, "a fault of this test");
  return FALSE;
}

static void
lose (FaultyConnection *self)
{
  outlay_connection_rollback (self->inner);
  self->is_lost = TRUE;
}

/* Whether the step may happen. */
static gboolean
begin_step (FaultyConnection *self, gboolean *is_last, GError **error)
{
  guint step = self->n_steps++;
  gboolean is_due = step == self->at || (step > self->at && self->fault == FAULT_ALWAYS_BUSY);

  *is_last = FALSE;
  if (self->is_lost)
    return fail (OUTLAY_DB_ERROR_UNREACHABLE, error);
  if (self->is_aborted)
    return fail (OUTLAY_DB_ERROR_FAILED, error);
  if (!is_due)
    return TRUE;

  switch (self->fault)
    {
    case FAULT_BUSY:
    case FAULT_ALWAYS_BUSY:
      self->is_aborted = TRUE;
      return fail (OUTLAY_DB_ERROR_BUSY, error);

    case FAULT_GONE:
      self->is_away = TRUE;
      lose (self);
      return fail (OUTLAY_DB_ERROR_UNREACHABLE, error);

    case FAULT_LOST:
      lose (self);
      return fail (OUTLAY_DB_ERROR_UNREACHABLE, error);

    case FAULT_LOST_AFTER:
      *is_last = TRUE;
      return TRUE;

    case FAULT_NONE:
    default:
      return TRUE;
    }
}

static gboolean
end_step (FaultyConnection *self, gboolean is_last, GError **error)
{
  if (!is_last)
    return TRUE;

  lose (self);
  return fail (OUTLAY_DB_ERROR_UNREACHABLE, error);
}

static gboolean
begin (FaultyConnection *self, GError **error)
{
  gboolean is_last;

  self->is_aborted = FALSE;
  if (!self->is_away)
    self->is_lost = FALSE;
  if (!begin_step (self, &is_last, error) || !outlay_connection_begin (self->inner, error))
    return FALSE;

  self->n_begun++;
  return end_step (self, is_last, error);
}

static gboolean
commit (FaultyConnection *self, GError **error)
{
  gboolean is_last;

  if (!begin_step (self, &is_last, error) || !outlay_connection_commit (self->inner, error))
    return FALSE;

  self->last_committed = self->n_begun;
  return end_step (self, is_last, error);
}

static gboolean
faulty_connection_transact (OutlayConnection *connection,
                            OutlayTransactionVerb verb,
                            GError **error)
{
  FaultyConnection *self = FAULTY_CONNECTION (connection);
  gboolean is_last;

  switch (verb)
    {
    case OUTLAY_TRANSACTION_BEGIN:
      return begin (self, error);

    case OUTLAY_TRANSACTION_COMMIT:
      return commit (self, error);

    case OUTLAY_TRANSACTION_ROLLBACK:
      self->is_aborted = FALSE;
      outlay_connection_rollback (self->inner);
      return TRUE;

    case OUTLAY_TRANSACTION_ROLLBACK_TO:
      if (!self->is_lost)
        outlay_connection_rollback_to (self->inner);
      return TRUE;

    case OUTLAY_TRANSACTION_SAVEPOINT:
      return begin_step (self, &is_last, error) &&
             outlay_connection_savepoint (self->inner, error) && end_step (self, is_last, error);

    case OUTLAY_TRANSACTION_RELEASE:
      return begin_step (self, &is_last, error) && outlay_connection_release (self->inner, error) &&
             end_step (self, is_last, error);

    case OUTLAY_TRANSACTION_BEGIN_READ:
    case OUTLAY_N_TRANSACTION_VERBS:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
faulty_connection_execute (OutlayConnection *connection, const char *sql, GError **error)
{
  FaultyConnection *self = FAULTY_CONNECTION (connection);
  gboolean is_last;

  return begin_step (self, &is_last, error) &&
         outlay_connection_execute (self->inner, sql, error) && end_step (self, is_last, error);
}

static gint64
faulty_connection_count_changes (OutlayConnection *connection)
{
  return outlay_connection_count_changes (FAULTY_CONNECTION (connection)->inner);
}

static gboolean
faulty_connection_serialize (OutlayConnection *connection, const char *key, GError **error)
{
  FaultyConnection *self = FAULTY_CONNECTION (connection);
  gboolean is_last;

  if (!begin_step (self, &is_last, error))
    return FALSE;

  g_ptr_array_add (self->holds, g_strdup (key));
  return end_step (self, is_last, error);
}

static char *
faulty_connection_dup_mark (OutlayConnection *connection, GError **error)
{
  FaultyConnection *self = FAULTY_CONNECTION (connection);
  gboolean is_last;

  return begin_step (self, &is_last, error) && end_step (self, is_last, error)
             ? g_strdup_printf ("%u", self->n_begun)
             : NULL;
}

static OutlayFate
faulty_connection_ask_fate (OutlayConnection *connection, const char *mark, GError **error)
{
  FaultyConnection *self = FAULTY_CONNECTION (connection);

  self->n_asked++;
  if (self->is_away)
    {
      fail (OUTLAY_DB_ERROR_UNREACHABLE, error);
      return OUTLAY_FATE_UNKNOWN;
    }
  if (self->hides_fate)
    return OUTLAY_FATE_UNKNOWN;

  return g_ascii_strtoull (mark, NULL, 10) == self->last_committed ? OUTLAY_FATE_COMMITTED
                                                                   : OUTLAY_FATE_ROLLED_BACK;
}

static void
faulty_connection_finalize (GObject *object)
{
  FaultyConnection *self = FAULTY_CONNECTION (object);

  g_object_unref (self->inner);
  g_ptr_array_unref (self->holds);

  G_OBJECT_CLASS (faulty_connection_parent_class)->finalize (object);
}

static void
faulty_connection_class_init (FaultyConnectionClass *klass)
{
  OutlayConnectionClass *connection_class = OUTLAY_CONNECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = faulty_connection_finalize;
  connection_class->transact = faulty_connection_transact;
  connection_class->execute = faulty_connection_execute;
  connection_class->count_changes = faulty_connection_count_changes;
  connection_class->serialize = faulty_connection_serialize;
  connection_class->dup_mark = faulty_connection_dup_mark;
  connection_class->ask_fate = faulty_connection_ask_fate;
}

static void
faulty_connection_init (FaultyConnection *self)
{
  self->holds = g_ptr_array_new_with_free_func (g_free);
}

FaultyConnection *
faulty_connection_new (OutlayConnection *inner)
{
  FaultyConnection *self = g_object_new (TYPE_FAULTY_CONNECTION, NULL);

  self->inner = inner;
  return self;
}

void
faulty_connection_set (FaultyConnection *self, Fault fault, guint at)
{
  self->fault = fault;
  self->at = at;
  self->n_steps = 0;
  self->is_away = FALSE;
}
