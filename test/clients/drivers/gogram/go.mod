module heliograph/test/clients/drivers/gogram

go 1.26.0

require github.com/amarnathcjd/gogram v1.6.11-0.20251216220425-d8aa810fd1e2
