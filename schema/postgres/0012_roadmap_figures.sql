-- What the owner's roadmap counts: numbers from which methods are advised and the hours of a timeline are estimated.

CREATE TABLE roadmap_figure (
  redesign_id BIGINT NOT NULL REFERENCES redesign(id),
  figure      TEXT COLLATE "C" NOT NULL CHECK (figure IN ('people','offline_percent','weeks','is_spread_out','needs_care',
                                              'moderator_hours','facilitator_hours','officer_hours')),
  value       BIGINT NOT NULL CHECK (value >= 0), -- hours are hours a week; is_… and needs_… are 0 or 1
  updated_at  BIGINT NOT NULL,
  PRIMARY KEY (redesign_id, figure),
  CHECK (figure NOT IN ('is_spread_out','needs_care') OR value <= 1),
  CHECK (figure <> 'offline_percent' OR value <= 100),
  CHECK (figure NOT IN ('moderator_hours','facilitator_hours','officer_hours') OR value <= 2000),
  CHECK (figure <> 'weeks' OR value BETWEEN 1 AND 260),
  CHECK (figure <> 'people' OR value <= 1000000)
);
