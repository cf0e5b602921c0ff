/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "team/gx-team-worker.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxTeamDialog: how it stands with the team's book, who works in it and how far they are, and ways out. It
 * follows what the worker tells.
 *
 * Actions that close it and are the parent's: team.show-conflicts (win.show-conflicts), team.copy
 * (win.back-up), team.leave (win.leave-team).
 */
#define GX_TYPE_TEAM_DIALOG (gx_team_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GxTeamDialog, gx_team_dialog, GX, TEAM_DIALOG, AdwWindow)

/** gx_team_dialog_new: @worker: of a shared book. */
GtkWidget *gx_team_dialog_new (GtkWindow *parent, GxTeamWorker *worker);

G_END_DECLS
