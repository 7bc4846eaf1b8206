/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* What goes wrong, once, at a step of a connection: begin, hold, mark, savepoint, statement, commit. */
typedef enum
{
  FAULT_NONE,
  FAULT_BUSY,       /* somebody is in the way; the transaction can only be rolled back */
  FAULT_ALWAYS_BUSY, /* … and so it goes on */
  FAULT_LOST,       /* the connection is lost before the step has happened */
  FAULT_LOST_AFTER, /* … after it */
  FAULT_GONE,       /* lost, and the database cannot be reached again before it is told so */
} Fault;

#define TYPE_FAULTY_CONNECTION (faulty_connection_get_type ())
G_DECLARE_FINAL_TYPE (FaultyConnection, faulty_connection, FAULTY, CONNECTION, OutlayConnection)

/**
 * FaultyConnection:
 * @at: the step at which it goes wrong, from 0
 * @n_steps: steps so far
 * @n_asked: how often somebody asked for a fate
 * @holds: (element-type utf8): the keys that were held, in order
 *
 * A connection to SQLite that behaves as one to a server far away: it holds companies, may be lost,
 * mends itself at the next begin, and can be asked what became of a transaction.
 */
struct _FaultyConnection
{
  OutlayConnection parent_instance;

  OutlayConnection *inner;
  Fault fault;
  guint at;
  guint n_steps;
  gboolean hides_fate;

  gboolean is_lost;
  gboolean is_away;
  gboolean is_aborted;
  guint n_begun;
  guint last_committed; /* the last begun that was committed */
  guint n_asked;
  GPtrArray *holds;
};

/* @inner: (transfer full) */
FaultyConnection *faulty_connection_new (OutlayConnection *inner);

/* From here on: @fault at step @at. */
void faulty_connection_set (FaultyConnection *self, Fault fault, guint at);

G_END_DECLS
