#!/bin/sh
# Registers the sample data systems with their public keys. Each call is repeated until the services are
# there; registering again changes nothing.
set -eu

token=$(curl -sS --fail --retry 60 --retry-all-errors --retry-delay 2 "$TOKEN_URL" \
    -d grant_type=password -d client_id=privacyloket -d username=operator -d password=demo |
    sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')

register() {
    organisation=$1 system=$2 name=$3 categories=$4
    key=$(cat "$KEYS_DIRECTORY/$system/seal.public.jwk")
    curl -sS --fail --retry 60 --retry-all-errors --retry-delay 2 -o /dev/null -X PUT \
        "$RETENTION_URL/organisations/$organisation/systems/$system" \
        -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
        -d "{\"name\":\"$name\",\"categories\":[$categories],\"capabilities\":[\"access\",\"erase\",\"rectify\",\"restrict\",\"verify\"],\"publicKey\":$key}"
    echo "registered $system"
}

register prifora prifora-webshop 'Webshop' '"account","orders","invoices","marketing","support"'
register primoforum primoforum-site 'Website and accounts' '"account","website-visitor","newsletter","testimonial","payment"'
register compjoeter compjoeter-recovery 'Recovery desk' '"contact","recovery-data","newsletter"'
register pinkweb pinkweb-portal 'Portal' '"account","approval-log","approval-log-property","usage","newsletter"'
register infactor infactor-crm 'Customer relations' '"contact","agreement","invoices","administrator-account"'
