global using DetectionApi.Hostile.Making;
