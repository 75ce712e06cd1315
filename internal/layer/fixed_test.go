package layer

import "testing"

func TestFixedValues(t *testing.T) {
	t.Parallel()
	const limits = ` saved_gifs_limit:200 stickers_faved_limit:5 pinned_dialogs_count_max:5 pinned_infolder_count_max:100`
	received(t, New(), []translation{
		{layer: 144, in: `config{date:9 dc_txt_domain_name:"d" rating_e_decay:7 gif_search_username:"gif"}`, want: `config{date:9 dc_txt_domain_name:"d" rating_e_decay:7 gif_search_username:"gif" phonecalls_enabled:true` + limits + `}`},
		{layer: 152, in: `config{date:9 reactions_default:reactionEmpty}`, want: `config{date:9 reactions_default:reactionEmpty phonecalls_enabled:true` + limits + `}`},
		{layer: 154, in: `config{date:9 reactions_default:reactionEmpty}`, want: `config{date:9 reactions_default:reactionEmpty}`},
	})
	sent(t, New(), []translation{
		{
			layer: 152, typ: "KeyboardButton", in: `keyboardButtonRequestPeer{text:"t" button_id:4 peer_type:requestPeerTypeBroadcast}`,
			want: `keyboardButton{text:"t" type:buttonTypeRequestPeer{button_id:4 peer_type:requestPeerTypeBroadcast max_quantity:1}}`,
		},
		{
			layer: 168, typ: "KeyboardButton", in: `keyboardButtonRequestPeer{peer_type:requestPeerTypeBroadcast}`,
			want: `keyboardButton{type:buttonTypeRequestPeer{peer_type:requestPeerTypeBroadcast max_quantity:1}}`,
		},
		{
			layer: 169, typ: "KeyboardButton", in: `keyboardButtonRequestPeer{peer_type:requestPeerTypeBroadcast max_quantity:3}`,
			want: `keyboardButton{type:buttonTypeRequestPeer{peer_type:requestPeerTypeBroadcast max_quantity:3}}`,
		},
	})
}
