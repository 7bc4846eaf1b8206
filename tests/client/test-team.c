/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-team.h"

void
test_team_set_up (TestTeam *self, gconstpointer data)
{
  self->server = outlay_test_server_new ();
  outlay_test_server_add_user (self->server, "Acme", TEST_ANA, "Ana", "employee");
  outlay_test_server_add_user (self->server, "Acme", TEST_RUTH, "Ruth", "reviewer");
  self->ana = test_desk_new (self->server, TEST_ANA);
  self->train = test_desk_new (self->server, TEST_ANA);
  self->ruth = test_desk_new (self->server, TEST_RUTH);
}

void
test_team_tear_down (TestTeam *self, gconstpointer data)
{
  g_clear_pointer (&self->ana, test_desk_free);
  g_clear_pointer (&self->train, test_desk_free);
  g_clear_pointer (&self->ruth, test_desk_free);
  g_clear_pointer (&self->server, outlay_test_server_free);
}
